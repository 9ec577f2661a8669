"""The set-up: from a bare checkout to a program that runs, in one command.

``python3 -m setup`` (what ``make report`` and ``make test`` call first) needs Python's standard
library alone. It looks for the system's libraries, makes ``.venv``, installs the locked
packages and the project, and collects the fonts; what was done before is not done again.

    system        what Python and the operating system must give, and how to get it
    environment   the steps in order, and the record of those done
    faces         the fonts, collected in one folder (cut_hei, cut_kai, naming: how they are cut)
    accessibility Ace by DAISY, for the tests of the EPUB
    clean         ``make clean``, which spares what an editor wrote
    tables        makes the tables the program brings; no part of a set-up
    lock          writes the two lock files anew, after a range in pyproject.toml has changed
"""

"""``jianbao collate``: an archive of any size, collated without a briefing.

collate     the run: documents read and kept, compared, told
work        what is done wherever there is a processor: pure functions
spread      where that is: here, in processes, on a cluster (``cluster``)
store       what is kept of each document, in one file
choice      which documents are wanted
candidates  pairs of sentences that share prints, written down in pieces
texts       sentences by their numbers
groups      which of the pairs tell the same
tellings    those with their words, one after the other
how_far     what is said meanwhile
"""

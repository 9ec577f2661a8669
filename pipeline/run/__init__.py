"""How the stages are carried out: the project on the disk, progress, publishing, the record."""

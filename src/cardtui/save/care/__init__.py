"""What is done to a save file as a whole: backups, restoring, export, erasing."""

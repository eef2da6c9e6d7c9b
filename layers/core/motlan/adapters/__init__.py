"""The ports kept with AWS: the only place, with the command line, that imports boto3."""

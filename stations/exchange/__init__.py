"""Files in and out; what they hold is given to and taken from the rules' classes, never the database."""

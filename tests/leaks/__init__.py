"""What is told of somebody is looked for, at the end of every run, wherever it must not be: see plugin.py."""

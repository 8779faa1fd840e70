// Never run: check.py takes its command line for the cases.
int constraints_probe() { return 0; }

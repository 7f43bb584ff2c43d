"""Many inputs -> one output file, database or folder, in parallel, resumable, losing nothing.

Promise: every input ends as a result or as a failure record, and the output's bytes depend on the
inputs and options alone, not on the number of processes, the engine or an interruption.
"""

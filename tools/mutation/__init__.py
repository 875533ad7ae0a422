"""Do the tests fail when the code is wrong? Small faults are put into rooms, one at a time, and counted."""

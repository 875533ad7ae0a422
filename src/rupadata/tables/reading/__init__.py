"""One sheet to observations, with the questions and problems that a person should see."""

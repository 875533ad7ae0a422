"""Service data: registers of cases counted, satisfaction surveys averaged or taken as printed."""

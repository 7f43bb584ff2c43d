"""Numbers, dates and sections -> roles of all numbers and the records of those that are goals."""

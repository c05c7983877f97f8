"""Bank statements: camt, MT940 and MT942, BAI2, OFX, QIF, Swiss V11 and the sheets of banks; bytes in, frozen data out.

`reading` finds out what a file is from its content and gives its events: a statement begins, its lines, it ends.
Memory doesn't grow with the number of lines. Amounts are signed as booked: money in is positive. What a file says
wrongly about itself is a finding with its place; what can't be read at all is refused with a reason. Nothing is
made up: a batch without details stays one line, and a line without a date has none.
"""

"""Rules as data: versioned, dated, approved, and resolved with a reason.

Words: a *kind* is what a rule is about (the order in which items are paid, the days of a cheque); the room that uses
it declares its fields in code and registers it when the program starts. A *rule* is a kind in a *scope*: one customer,
a segment, one entity, a country, or everybody. A *version* is what the rule says from a day on, with its source and
its *mark*: verified against the source, unverified, or the house's own choice. An *enactment* puts a version in force.
A *pack* is a file of rules that is shipped with the program.

Invariants, of which the database keeps the first two:

* nothing here is ever edited or deleted; a new version replaces an older one from its first day on, and the older one
  stays readable;
* a version comes into force by a second person's approval, or as shipped when its source was verified;
* an approval holds for the rule as the asker saw it: another version in force meanwhile, and it is refused;
* the narrowest scope wins (customer, segment, entity, country, everybody), and the answer says which rule applied and
  why; without any rule and without a standard value there is an error, never a guess.
"""

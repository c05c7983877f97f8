"""Whom to contact, and why; what was said, what was promised, and what comes next.

The room owns the *worklist*: the customers of an entity with something overdue on a business date, ranked by the
expected effect of a contact (`recoup.engines.priority`), each with the reasons in words; and the *class* of every
customer and currency (how late, how large, how it pays), with the dates on which it changed.

It owns *activities* (contacts made and received, with what was learned of willingness, ability and the reason of
delay), *follow-ups* (the next action: what, when, by whom), *promises* with what became of them, *incidents* with
difficult customers, and *escalations* (questions to the manager, and the answers).

It owns *visits* (reports with our people, photos and signatures, which only grow).
It owns *segments* (the group a customer is in, by rule or by a person, with history), *courses* with their *steps*,
done or waived once for each oldest item, *arrangements* (what people changed in the *timetable*, the collection plan
that is worked out from the strategy and kept nowhere), *proposals* of a day and what people made of them, and the
*tasks* that released steps give to people.
It owns *plans* (a debt paid in installments) and *offers* (less is enough when it is paid by a day), each with what
became of it. A plan moves no due date; an offer books nothing before it is taken.

Invariants, kept by the database: one worklist per entity and business date, made once and never changed, so that
"why, or why not, on that day?" can be answered for any past date; one line per customer and currency. Activities,
incidents and the history of promises only grow; what was promised never changes; a follow-up is done once and a
question is answered once. What became of a promise is what the ledger says (`recoup.engines.promises`).
What was agreed in a plan or offered never changes; an item is in one running plan and one open offer at most.
"""

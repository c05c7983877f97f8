"""What one may be allowed to do in collections; the roles that carry these names are data of the team room."""

READ = "collections.read"
WORK = "collections.work"
# Answering the questions of those who collect, and the contacts that only a manager may make.
MANAGE = "collections.manage"
APPROVE_PLAN = "collections.approve_plan"
APPROVE_OFFER = "collections.approve_offer"
# Deciding which way out a customer in difficulties is to be offered.
APPROVE_SOLUTION = "collections.approve_solution"
# To look through proposals and let them go, and to say in which segment a customer is.
RELEASE = "collections.release"

DROP TRIGGER refuse_change ON collections_solutionitem;
DROP TRIGGER refuse_change ON collections_solutionproposal;

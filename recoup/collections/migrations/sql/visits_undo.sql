DROP TRIGGER refuse_change ON collections_visitimage;
DROP TRIGGER refuse_change ON collections_visitor;
DROP TRIGGER refuse_change ON collections_visit;

DROP TRIGGER rulebook_guard_enactment ON rulebook_enactment;
DROP FUNCTION rulebook_guard_enactment();
DROP TRIGGER refuse_change ON rulebook_enactment;
DROP TRIGGER refuse_change ON rulebook_version;
DROP TRIGGER refuse_change ON rulebook_rule;

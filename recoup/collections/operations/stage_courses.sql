CREATE TEMPORARY TABLE staged_course (
    customer_id bigint NOT NULL, currency text NOT NULL, anchor_item_id bigint NOT NULL,
    anchor_due_date date NOT NULL, segment text NOT NULL, version_id bigint
) ON COMMIT DROP

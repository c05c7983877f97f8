-- Every kept state of a customer and of what belongs to it, with the state before it.
WITH states AS (
    SELECT 'customer' AS subject, pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e) AS state
    FROM parties_customerevent AS e WHERE pgh_obj_id = %(customer_id)s
    UNION ALL
    SELECT 'contact', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_contactevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'address', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_addressevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'bank_account', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_bankaccountevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'payer_alias', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_payeraliasevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'hold', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_customerholdevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'stop', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_contactstopevent AS e WHERE customer_id = %(customer_id)s
    UNION ALL
    SELECT 'preference', pgh_obj_id, pgh_id, pgh_label, pgh_created_at, pgh_context, to_jsonb(e)
    FROM parties_contactpreferenceevent AS e WHERE customer_id = %(customer_id)s
), compared AS (
    SELECT *, lag(state) OVER (PARTITION BY subject, pgh_obj_id ORDER BY pgh_id) AS state_before
    FROM states
)
SELECT compared.pgh_created_at, compared.pgh_context ->> 'actor_name', compared.subject, compared.pgh_obj_id,
       compared.pgh_label, compared.state_before, compared.state
FROM compared
ORDER BY compared.pgh_created_at DESC, compared.pgh_id DESC
LIMIT %(limit)s

DROP TRIGGER step ON collections_offer;
DROP FUNCTION collections_offer_step();
DROP TRIGGER items_follow ON collections_offer;
DROP FUNCTION collections_offer_items_follow();
DROP TRIGGER refuse_change ON collections_offerevent;
DROP TRIGGER refuse_removal ON collections_offeritem;
DROP TRIGGER refuse_change ON collections_offeritem;
DROP TRIGGER refuse_removal ON collections_offer;
DROP TRIGGER refuse_change ON collections_offer;

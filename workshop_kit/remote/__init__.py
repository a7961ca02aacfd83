"""The facilitator's small remote: on her own phone, and for the keys of console and projector."""

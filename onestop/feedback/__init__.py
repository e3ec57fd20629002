"""What citizens say of the service: ratings after a visit, and what supervisors read of them."""

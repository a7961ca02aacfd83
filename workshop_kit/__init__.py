"""Workshop Kit: live exercises that take teams out of their silos."""

"""Files that are made to do harm, or came to harm: how they are made, and what becomes of them."""

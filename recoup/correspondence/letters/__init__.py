"""Letters: the words of a message in the reader's language, and the page they are set on."""

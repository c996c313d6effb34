"""The catalogues: one folder a language, one file a subject, sentences under message codes."""

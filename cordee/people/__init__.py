"""Users, persons, organisations and the seats they hold."""

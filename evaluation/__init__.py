"""How good and how fast demarche is, measured."""

"""What the files of the benches hold: long answers and the part of the form that asks them."""

LONG = "Nous voulons raconter la transition de notre territoire avec ses habitantes. " * 10
ANSWERS = {"besoins": LONG, "envies": LONG, "moyens": LONG}
SECTION = {
    "key": "projet",
    "label": "Projet",
    "questions": [
        {"key": key, "label": key.capitalize(), "kind": "long_text", "looked_for": "Du précis."}
        for key in ANSWERS
    ],
}

-- A text in pieces that give it again when put together: its words, what stands between them, and
-- single letters in scripts without spaces. Each with the words by which a search finds it.
-- Grain: a value, a list of structs: piece, words.
CREATE OR REPLACE MACRO search_pieces(words) AS
list_transform(
    [
        regexp_extract_all(
            regexp_replace(
                nfc_normalize(words),
                '([' || paired_letters() || ']+)',
                chr(1) || '\1' || chr(1),
                'g'
            ),
            '[' || paired_letters() || ']|' || number_pattern()
            || '|[\p{L}\p{M}\p{N}_\p{Cf}]+|[^\p{L}\p{M}\p{N}_\p{Cf}]+'
        )
    ],
    lambda pieces: list_transform(
        pieces,
        lambda piece, place: {
            'piece': replace(piece, chr(1), ''),
            'words': CASE
                WHEN NOT has_paired_letters(piece) THEN search_words(piece)
                WHEN has_paired_letters(coalesce(pieces[place + 1], ''))
                    THEN [folded_letters(piece || pieces[place + 1])]
                ELSE [folded_letters(piece)]
            END
        }
    )
)[1];

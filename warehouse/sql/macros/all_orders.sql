-- All orders in which some parts can stand.
-- Grain: a value.
CREATE OR REPLACE MACRO all_orders(parts) AS
list_reduce(
    list_transform(parts, lambda part: [[part]]),
    lambda orders, added: flatten(
        list_transform(
            orders,
            lambda one: list_transform(
                range(len(one) + 1),
                lambda place: one[:place] || added[1] || one[place + 1:]
            )
        )
    )
);

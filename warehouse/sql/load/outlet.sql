-- Outlets follow the catalog; those that left it stay, for their articles do. Key: outlet_id.
MERGE INTO outlet USING stage_outlet AS staged ON outlet.outlet_id = staged.outlet_id
WHEN MATCHED THEN UPDATE SET
    name = staged.name, homepage = staged.homepage, domain = staged.domain, country = staged.country,
    owner = staged.owner, kind = staged.kind, languages = staged.languages,
    collections = coalesce(staged.collections, [])
WHEN NOT MATCHED THEN
    INSERT (outlet_id, name, homepage, domain, country, owner, kind, languages, collections)
    VALUES (staged.outlet_id, staged.name, staged.homepage, staged.domain, staged.country,
        staged.owner, staged.kind, staged.languages, coalesce(staged.collections, []));

from hypothesis import settings

# The first call of many a function loads profiles or tables, and that takes longer than a deadline.
settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")

"""The project that oTree serves: one app, and nothing that is not needed."""

SESSION_CONFIGS = [{"name": "energy", "app_sequence": ["energy"], "num_demo_participants": 1}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1.0, "participation_fee": 0.0}
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "USD"
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = ""
SECRET_KEY = "only on this computer, and only while it is measured"

-- From this format on a row "seal" shows every change of the other rows of about; store/about.py writes it with the
-- key of the file at the end of this step.
DELETE FROM about WHERE name = 'seal';

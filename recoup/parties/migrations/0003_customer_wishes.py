"""What customers want of us."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the table of wishes."""

    dependencies = [
        ('parties', '0002_contacts_accounts_and_holds'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustomerWish',
            fields=[
                ('customer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='wish', serialize=False, to='parties.customer')),
                ('confirms_payments', models.BooleanField()),
            ],
            options={
                'db_table': 'parties_customerwish',
            },
        ),
    ]

"""Offers, their items and history, and the guards of what was offered."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of offers."""

    dependencies = [
        ('collections', '0004_payment_plans'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0003_customer_wishes'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('currency', models.CharField(max_length=3)),
                ('debt', models.DecimalField(decimal_places=4, max_digits=24)),
                ('to_pay', models.DecimalField(decimal_places=4, max_digits=24)),
                ('offered_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('rule', models.JSONField()),
                ('note', models.CharField(max_length=500)),
                ('made_by', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(max_length=10)),
                ('approval_id', models.BigIntegerField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('given', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('bookings', models.SmallIntegerField(default=0)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
        ),
        migrations.CreateModel(
            name='OfferEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=10)),
                ('on', models.DateField()),
                ('told', models.JSONField()),
                ('note', models.CharField(max_length=500)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='collections.offer')),
            ],
        ),
        migrations.CreateModel(
            name='OfferItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('discount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('after_entry', models.BigIntegerField()),
                ('is_live', models.BooleanField(default=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='collections.offer')),
            ],
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['entity', 'state', '-id'], name='collections_offer_by_state'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('to_pay__gt', 0), ('to_pay__lt', models.F('debt'))), name='collections_offer_gives_something'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('offered_on'))), name='collections_offer_has_time'),
        ),
        migrations.AddConstraint(
            model_name='offeritem',
            constraint=models.UniqueConstraint(fields=('offer', 'item'), name='collections_offer_item_once'),
        ),
        migrations.AddConstraint(
            model_name='offeritem',
            constraint=models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('item',), name='collections_item_in_one_open_offer'),
        ),
        migrations.RunSQL(
            (SQL / "offer_guards.sql").read_text(), (SQL / "offer_guards_undo.sql").read_text()
        ),
    ]

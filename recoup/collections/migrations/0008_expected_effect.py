"""What a contact is expected to bring: amount chased, chance, and the order that follows from them."""

from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds three columns to the lines of worklists, and lets their indexes follow the new order."""

    dependencies = [
        ('collections', '0007_collection_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='worklistline',
            name='amount_chased',
            field=models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=24),
        ),
        migrations.AddField(
            model_name='worklistline',
            name='chance',
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='worklistline',
            name='expected_effect',
            field=models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=24),
        ),
        migrations.RemoveIndex(model_name='worklistline', name='worklist_line_in_order'),
        migrations.RemoveIndex(model_name='worklistline', name='worklist_line_of_owner'),
        migrations.AddIndex(
            model_name='worklistline',
            index=models.Index(fields=['business_date', '-expected_effect', 'rank', 'entity'], name='worklist_line_by_effect'),
        ),
        migrations.AddIndex(
            model_name='worklistline',
            index=models.Index(fields=['owner', 'business_date', '-expected_effect', 'rank'], name='worklist_line_of_person'),
        ),
    ]

"""Which applications customers were told of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the days of the messages to the deeds."""

    dependencies = [
        ('cash', '0004_remittance_advices'),
        ('parties', '0003_customer_wishes'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='receiptdeed',
            name='confirmed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='receiptdeed',
            name='retracted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='receiptdeed',
            index=models.Index(condition=models.Q(models.Q(('confirmed_on', None), _negated=True), models.Q(('undone_at', None), _negated=True), ('retracted_on', None)), fields=['entity'], name='cash_deed_to_retract'),
        ),
    ]

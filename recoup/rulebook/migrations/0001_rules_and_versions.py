"""Rules, their versions and enactments, which only ever grow."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of the rulebook with their guards."""

    initial = True

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('parties', '0002_contacts_accounts_and_holds'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('jurisdiction', models.CharField(blank=True, max_length=2)),
                ('segment', models.CharField(blank=True, max_length=50)),
                ('created_at', models.DateTimeField()),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'rulebook_rule',
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('value', models.JSONField()),
                ('source', models.TextField()),
                ('mark', models.CharField(max_length=12)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('pack', models.CharField(blank=True, max_length=100)),
                ('proposed_by_name', models.CharField(max_length=150)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='rulebook.rule')),
            ],
            options={
                'db_table': 'rulebook_version',
            },
        ),
        migrations.CreateModel(
            name='Enactment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approved_by_name', models.CharField(blank=True, max_length=150)),
                ('enacted_at', models.DateTimeField()),
                ('approval', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.approval')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='enactment', to='rulebook.ruleversion')),
            ],
            options={
                'db_table': 'rulebook_enactment',
            },
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('kind', 'jurisdiction', 'entity', 'segment', 'customer'), name='rule_once_in_a_scope', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('customer__isnull', True), models.Q(('entity__isnull', True), ('jurisdiction', ''), _connector='OR')), models.Q(('customer__isnull', False), ('entity__isnull', False), ('jurisdiction', ''), ('segment', '')), _connector='OR'), name='rule_scope_is_one'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.UniqueConstraint(fields=('rule', 'number'), name='rule_version_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.UniqueConstraint(condition=models.Q(('pack', ''), _negated=True), fields=('pack',), name='rule_shipped_once'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='rule_version_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='ruleversion',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='rule_version_has_source'),
        ),
        migrations.AddConstraint(
            model_name='enactment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approval__isnull', True), ('approved_by__isnull', True), ('approved_by_name', '')), models.Q(('approval__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by_name', ''), _negated=True)), _connector='OR'), name='enactment_names_its_approval'),
        ),
        migrations.RunSQL((SQL / "guards.sql").read_text(), (SQL / "guards_undo.sql").read_text()),
    ]

"""Customers: one row for each number of an entity, searchable by folded trigrams."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=64)),
                ('name_legal', models.CharField(max_length=300)),
                ('name_trading', models.CharField(blank=True, max_length=300)),
                ('name_latin', models.CharField(blank=True, max_length=300)),
                ('tax_id', models.CharField(blank=True, max_length=40)),
                ('country', models.CharField(max_length=2)),
                ('language', models.CharField(max_length=10)),
                ('currency', models.CharField(max_length=3)),
                ('terms_code', models.CharField(blank=True, max_length=100)),
                ('time_zone', models.CharField(max_length=64)),
                ('status', models.CharField(default='ACTIVE', max_length=10)),
                ('search_text', models.TextField()),
                ('created_at', models.DateTimeField()),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('parent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('portfolio_owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'parties_customer',
                'ordering': ['entity_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CustomerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(max_length=64)),
                ('name_legal', models.CharField(max_length=300)),
                ('name_trading', models.CharField(blank=True, max_length=300)),
                ('name_latin', models.CharField(blank=True, max_length=300)),
                ('tax_id', models.CharField(blank=True, max_length=40)),
                ('country', models.CharField(max_length=2)),
                ('language', models.CharField(max_length=10)),
                ('currency', models.CharField(max_length=3)),
                ('terms_code', models.CharField(blank=True, max_length=100)),
                ('time_zone', models.CharField(max_length=64)),
                ('status', models.CharField(default='ACTIVE', max_length=10)),
                ('created_at', models.DateTimeField()),
                ('entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='team.entity')),
                ('parent', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.customer')),
                ('portfolio_owner', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='customer',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='customer_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(fields=['name_legal', 'id'], name='customer_by_name'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(fields=['number', 'id'], name='customer_by_number'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='customer_by_parent'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('portfolio_owner__isnull', False)), fields=['portfolio_owner', 'number'], name='customer_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.UniqueConstraint(fields=('entity', 'number'), name='customer_number_once'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='customer_has_number'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.CheckConstraint(condition=models.Q(('name_legal', ''), _negated=True), name='customer_has_name'),
        ),
        migrations.AddConstraint(
            model_name='customer',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='customer_not_own_parent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") SELECT new_values."country", new_values."created_at", new_values."currency", new_values."entity_id", new_values."id", new_values."language", new_values."name_latin", new_values."name_legal", new_values."name_trading", new_values."number", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."portfolio_owner_id", new_values."status", new_values."tax_id", new_values."terms_code", new_values."time_zone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c51e632a791635044cf50074a5a541359c73d18b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4026e', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_customer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name_latin" IS DISTINCT FROM (NEW."name_latin") OR OLD."name_legal" IS DISTINCT FROM (NEW."name_legal") OR OLD."name_trading" IS DISTINCT FROM (NEW."name_trading") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."portfolio_owner_id" IS DISTINCT FROM (NEW."portfolio_owner_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."terms_code" IS DISTINCT FROM (NEW."terms_code") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func='INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") VALUES (NEW."country", NEW."created_at", NEW."currency", NEW."entity_id", NEW."id", NEW."language", NEW."name_latin", NEW."name_legal", NEW."name_trading", NEW."number", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."portfolio_owner_id", NEW."status", NEW."tax_id", NEW."terms_code", NEW."time_zone"); RETURN NULL;', hash='462830d89738eb15b16baf1f40e79c1faf8783ef', operation='UPDATE', pgid='pgtrigger_update_update_05cc8', table='parties_customer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") SELECT old_values."country", old_values."created_at", old_values."currency", old_values."entity_id", old_values."id", old_values."language", old_values."name_latin", old_values."name_legal", old_values."name_trading", old_values."number", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."portfolio_owner_id", old_values."status", old_values."tax_id", old_values."terms_code", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='73aded927e297b7377e3ed8262b011ebd394d907', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a4301', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_customer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='31622dd6407427d5e27e12ed57674f3232774be4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37d46', table='parties_customerevent', when='BEFORE')),
        ),
    ]

"""What the contact guard must know: kinds of parties, roles of contacts, stops, consents and preferences."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('parties', '0003_customer_wishes'),
        ('storage', '0001_stored_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=10)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('text_version', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('said_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=150)),
            ],
            options={
                'db_table': 'parties_consent',
                'ordering': ['-said_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ContactPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens', models.SmallIntegerField(default=0)),
                ('closes', models.SmallIntegerField(default=1440)),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'db_table': 'parties_contactpreference',
            },
        ),
        migrations.CreateModel(
            name='ContactPreferenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('opens', models.SmallIntegerField(default=0)),
                ('closes', models.SmallIntegerField(default=1440)),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('placed_by_name', models.CharField(max_length=150)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by_name', models.CharField(blank=True, max_length=150)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'parties_contactstop',
                'ordering': ['-from_date', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ContactStopEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('placed_by_name', models.CharField(max_length=150)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by_name', models.CharField(blank=True, max_length=150)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='customer',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='customer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='customer',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='contact',
            name='role',
            field=models.CharField(default='THIRD_PERSON', max_length=20),
        ),
        migrations.AddField(
            model_name='contactevent',
            name='role',
            field=models.CharField(default='THIRD_PERSON', max_length=20),
        ),
        migrations.AddField(
            model_name='customer',
            name='party_kind',
            field=models.CharField(db_default='COMPANY', default='COMPANY', max_length=20),
        ),
        migrations.AddField(
            model_name='customerevent',
            name='party_kind',
            field=models.CharField(db_default='COMPANY', default='COMPANY', max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose", "role") SELECT new_values."customer_id", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."purpose", new_values."role" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c94e72f5495b1ae5facc50321676904a4f2c494b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9570', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose", "role") VALUES (NEW."customer_id", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."purpose", NEW."role"); RETURN NULL;', hash='ff440d36ecf4ee75e548dc8d30c103fff7903d8e', operation='UPDATE', pgid='pgtrigger_update_update_6a448', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose", "role") SELECT old_values."customer_id", old_values."email", old_values."id", old_values."is_active", old_values."language", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."purpose", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b40d1dfd6e03651741a9c53fce5581ca7aff94d5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_56496', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "party_kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") SELECT new_values."country", new_values."created_at", new_values."currency", new_values."entity_id", new_values."id", new_values."language", new_values."name_latin", new_values."name_legal", new_values."name_trading", new_values."number", new_values."parent_id", new_values."party_kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."portfolio_owner_id", new_values."status", new_values."tax_id", new_values."terms_code", new_values."time_zone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f84b87d2de239f280950ee9e690084160f0d632c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4026e', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_customer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."entity_id" IS DISTINCT FROM (NEW."entity_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name_latin" IS DISTINCT FROM (NEW."name_latin") OR OLD."name_legal" IS DISTINCT FROM (NEW."name_legal") OR OLD."name_trading" IS DISTINCT FROM (NEW."name_trading") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."party_kind" IS DISTINCT FROM (NEW."party_kind") OR OLD."portfolio_owner_id" IS DISTINCT FROM (NEW."portfolio_owner_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."terms_code" IS DISTINCT FROM (NEW."terms_code") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func='INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "party_kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") VALUES (NEW."country", NEW."created_at", NEW."currency", NEW."entity_id", NEW."id", NEW."language", NEW."name_latin", NEW."name_legal", NEW."name_trading", NEW."number", NEW."parent_id", NEW."party_kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."portfolio_owner_id", NEW."status", NEW."tax_id", NEW."terms_code", NEW."time_zone"); RETURN NULL;', hash='1b4fd6e9a83e3675493d106b48448f137906abe6', operation='UPDATE', pgid='pgtrigger_update_update_05cc8', table='parties_customer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerevent" ("country", "created_at", "currency", "entity_id", "id", "language", "name_latin", "name_legal", "name_trading", "number", "parent_id", "party_kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_owner_id", "status", "tax_id", "terms_code", "time_zone") SELECT old_values."country", old_values."created_at", old_values."currency", old_values."entity_id", old_values."id", old_values."language", old_values."name_latin", old_values."name_legal", old_values."name_trading", old_values."number", old_values."parent_id", old_values."party_kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."portfolio_owner_id", old_values."status", old_values."tax_id", old_values."terms_code", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='89946f810b142634262d66467549b1b01ab282ad', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a4301', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_customer', when='AFTER')),
        ),
        migrations.AddField(
            model_name='consent',
            name='contact',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='consent',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='consent',
            name='evidence',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='contactpreference',
            name='contact',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='contactpreference',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preferences', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='contactpreferenceevent',
            name='contact',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='contactpreferenceevent',
            name='customer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='contactpreferenceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.contactpreference'),
        ),
        migrations.AddField(
            model_name='contactstop',
            name='contact',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='contactstop',
            name='customer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='contactstop',
            name='evidence',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='contactstop',
            name='placed_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactstopevent',
            name='contact',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='contactstopevent',
            name='customer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='contactstopevent',
            name='evidence',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='contactstopevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.contactstop'),
        ),
        migrations.AddField(
            model_name='contactstopevent',
            name='placed_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='contactpreference',
            constraint=models.UniqueConstraint(fields=('customer', 'contact'), name='preference_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='contactpreference',
            constraint=models.CheckConstraint(condition=models.Q(('closes__lte', 1440), ('opens__gte', 0), ('opens__lt', models.F('closes'))), name='preference_opens_before_it_closes'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpreference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactpreferenceevent" ("channels", "closes", "contact_id", "customer_id", "id", "note", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT new_values."channels", new_values."closes", new_values."contact_id", new_values."customer_id", new_values."id", new_values."note", new_values."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7ced9c72c2c7e2453a9a3f74c44ad00e3a47c6f2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5beaf', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_contactpreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpreference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_contactpreferenceevent" ("channels", "closes", "contact_id", "customer_id", "id", "note", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") VALUES (NEW."channels", NEW."closes", NEW."contact_id", NEW."customer_id", NEW."id", NEW."note", NEW."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."weekdays"); RETURN NULL;', hash='93c5e13e87abdfaedf7895c39eec73c78a62d14b', operation='UPDATE', pgid='pgtrigger_update_update_0ab3a', table='parties_contactpreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpreference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactpreferenceevent" ("channels", "closes", "contact_id", "customer_id", "id", "note", "opens", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT old_values."channels", old_values."closes", old_values."contact_id", old_values."customer_id", old_values."id", old_values."note", old_values."opens", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3bed7a332d5b5d7f3371f9584d65cc3030ec1d3a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_89773', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_contactpreference', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='contactpreferenceevent',
            index=models.Index(fields=['customer'], name='preference_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactpreferenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bda211135a2b5fa7a571c6064a93b7314b9f6069', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22073', table='parties_contactpreferenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contactstop',
            constraint=models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='stop_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactstop',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactstopevent" ("contact_id", "customer_id", "evidence_id", "from_date", "id", "kind", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "until_date") SELECT new_values."contact_id", new_values."customer_id", new_values."evidence_id", new_values."from_date", new_values."id", new_values."kind", new_values."lifted_at", new_values."lifted_by_name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."placed_by_name", new_values."until_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='55ef56a9b65e22220bc629fa25f052a9b8f14612', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_db2b4', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_contactstop', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactstop',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_contactstopevent" ("contact_id", "customer_id", "evidence_id", "from_date", "id", "kind", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "until_date") VALUES (NEW."contact_id", NEW."customer_id", NEW."evidence_id", NEW."from_date", NEW."id", NEW."kind", NEW."lifted_at", NEW."lifted_by_name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."placed_by_name", NEW."until_date"); RETURN NULL;', hash='a8617914c0c21ed7ae36a738a923663659087a1d', operation='UPDATE', pgid='pgtrigger_update_update_c89bd', table='parties_contactstop', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactstop',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactstopevent" ("contact_id", "customer_id", "evidence_id", "from_date", "id", "kind", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "until_date") SELECT old_values."contact_id", old_values."customer_id", old_values."evidence_id", old_values."from_date", old_values."id", old_values."kind", old_values."lifted_at", old_values."lifted_by_name", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."placed_by_name", old_values."until_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7d8ba74487593122fc325790272c77a9ec2d4caa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8332f', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_contactstop', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='contactstopevent',
            index=models.Index(fields=['customer'], name='stop_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactstopevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0032ecff7956324b8318bd15905108f67e21de71', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6a6a', table='parties_contactstopevent', when='BEFORE')),
        ),
        migrations.RunSQL(
            (SQL / "consents_stay.sql").read_text(), "DROP TRIGGER refuse_change ON parties_consent"
        ),
        migrations.RunSQL((SQL / "roles_of_contacts.sql").read_text(), migrations.RunSQL.noop),
    ]

"""What belongs to a customer: contacts, addresses, bank accounts, payer aliases and holds."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0001_customers'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(default='BILLING', max_length=20)),
                ('lines', models.TextField()),
                ('postal_code', models.CharField(blank=True, max_length=20)),
                ('city', models.CharField(blank=True, max_length=150)),
                ('region', models.CharField(blank=True, max_length=150)),
                ('country', models.CharField(max_length=2)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='parties.customer')),
            ],
            options={
                'db_table': 'parties_address',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='AddressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(default='BILLING', max_length=20)),
                ('lines', models.TextField()),
                ('postal_code', models.CharField(blank=True, max_length=20)),
                ('city', models.CharField(blank=True, max_length=150)),
                ('region', models.CharField(blank=True, max_length=150)),
                ('country', models.CharField(max_length=2)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.address')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_number', models.CharField(max_length=40)),
                ('bank_code', models.CharField(blank=True, max_length=20)),
                ('bank_name', models.CharField(blank=True, max_length=300)),
                ('holder', models.CharField(max_length=300)),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(default='ACTIVE', max_length=10)),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.approval')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_accounts', to='parties.customer')),
            ],
            options={
                'db_table': 'parties_bankaccount',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='BankAccountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('account_number', models.CharField(max_length=40)),
                ('bank_code', models.CharField(blank=True, max_length=20)),
                ('bank_name', models.CharField(blank=True, max_length=300)),
                ('holder', models.CharField(max_length=300)),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(default='ACTIVE', max_length=10)),
                ('approval', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='team.approval')),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.bankaccount')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('purpose', models.CharField(default='ACCOUNTS_PAYABLE', max_length=20)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='parties.customer')),
            ],
            options={
                'db_table': 'parties_contact',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('purpose', models.CharField(default='ACCOUNTS_PAYABLE', max_length=20)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.contact')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CustomerHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=20)),
                ('scope', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('placed_by_name', models.CharField(max_length=150)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by_name', models.CharField(blank=True, max_length=150)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='parties.customer')),
                ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'parties_customerhold',
                'ordering': ['-from_date', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CustomerHoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=20)),
                ('scope', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('placed_by_name', models.CharField(max_length=150)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by_name', models.CharField(blank=True, max_length=150)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.customerhold')),
                ('placed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PayerAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('name_folded', models.CharField(db_index=True, max_length=600)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payer_aliases', to='parties.customer')),
            ],
            options={
                'db_table': 'parties_payeralias',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PayerAliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('name_folded', models.CharField(max_length=600)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.payeralias')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") SELECT new_values."city", new_values."country", new_values."customer_id", new_values."id", new_values."is_active", new_values."lines", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."postal_code", new_values."purpose", new_values."region" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='23c958ac39444a4293b39e17486ae011cf0b4760', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bf52e', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") VALUES (NEW."city", NEW."country", NEW."customer_id", NEW."id", NEW."is_active", NEW."lines", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postal_code", NEW."purpose", NEW."region"); RETURN NULL;', hash='980d3d128c1d6d5ef82e102f9221cf88776142ff', operation='UPDATE', pgid='pgtrigger_update_update_db937', table='parties_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") SELECT old_values."city", old_values."country", old_values."customer_id", old_values."id", old_values."is_active", old_values."lines", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."postal_code", old_values."purpose", old_values."region" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fea54a77d9baa56fb0ba1f68eca329eb346a5851', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0ef43', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_address', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='addressevent',
            index=models.Index(fields=['customer'], name='address_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addressevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cca389caeef0ae17d5dca0db8ac602bb4081e64', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e1e4d', table='parties_addressevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.UniqueConstraint(fields=('customer', 'account_number'), name='bank_account_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."account_number", new_values."approval_id", new_values."bank_code", new_values."bank_name", new_values."currency", new_values."customer_id", new_values."holder", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d76cc4f5e12a9d3dffa741af6062b800520ae942', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_50f3b', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_bankaccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."account_number", NEW."approval_id", NEW."bank_code", NEW."bank_name", NEW."currency", NEW."customer_id", NEW."holder", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='21520082b932db80d3c33a3530a77a3376219bdd', operation='UPDATE', pgid='pgtrigger_update_update_9b088', table='parties_bankaccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT old_values."account_number", old_values."approval_id", old_values."bank_code", old_values."bank_name", old_values."currency", old_values."customer_id", old_values."holder", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5ed01079c6dd61766dbba2987d6d0ed9b8b08e39', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a1b2a', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_bankaccount', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='bankaccountevent',
            index=models.Index(fields=['customer'], name='account_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='93bbf8b92889e5156c0ea538f9fdf9bf0a21b0b8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73d40', table='parties_bankaccountevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") SELECT new_values."customer_id", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."purpose" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eed70949da7ff9d98826692caccdcc1697b1f1e9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9570', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") VALUES (NEW."customer_id", NEW."email", NEW."id", NEW."is_active", NEW."language", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."purpose"); RETURN NULL;', hash='5744c22f1ab991d67eb892a7afdf4fb90848fc86', operation='UPDATE', pgid='pgtrigger_update_update_6a448', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") SELECT old_values."customer_id", old_values."email", old_values."id", old_values."is_active", old_values."language", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."purpose" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d0b72dbe790f470f35f8fc5601a194692499ebd8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_56496', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_contact', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='contactevent',
            index=models.Index(fields=['customer'], name='contact_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='097175c441ca549223258c38271f14642a9dee2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f67dd', table='parties_contactevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='customerhold',
            constraint=models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='hold_ends_after_start'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerhold',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") SELECT new_values."customer_id", new_values."from_date", new_values."id", new_values."lifted_at", new_values."lifted_by_name", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."placed_by_name", new_values."reason", new_values."scope", new_values."until_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d240d1c6f42632e4e4b5d954a9d59ac1419b2b9d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4d69', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_customerhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerhold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") VALUES (NEW."customer_id", NEW."from_date", NEW."id", NEW."lifted_at", NEW."lifted_by_name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."placed_by_name", NEW."reason", NEW."scope", NEW."until_date"); RETURN NULL;', hash='dc955299fb1eeb04a6f88cde428e77aa74e472dc', operation='UPDATE', pgid='pgtrigger_update_update_0d282', table='parties_customerhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerhold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") SELECT old_values."customer_id", old_values."from_date", old_values."id", old_values."lifted_at", old_values."lifted_by_name", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."placed_by_name", old_values."reason", old_values."scope", old_values."until_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d6c8ca1cf9dcfdf9bf1268f28e739fb36179bf35', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2ffa0', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_customerhold', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='customerholdevent',
            index=models.Index(fields=['customer'], name='hold_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerholdevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c9d1d76e22969251d85697c4041c8868a26cbf5f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee001', table='parties_customerholdevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='payeralias',
            constraint=models.UniqueConstraint(fields=('customer', 'name_folded'), name='payer_alias_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeralias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."customer_id", new_values."id", new_values."name", new_values."name_folded", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='74e1694f68dc20daa009deaf1f99832b1a79fb73', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_138af', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_payeralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeralias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."customer_id", NEW."id", NEW."name", NEW."name_folded", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a6678d08a279924eb9fbd24204ec3f5a816b46da', operation='UPDATE', pgid='pgtrigger_update_update_4be46', table='parties_payeralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeralias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."customer_id", old_values."id", old_values."name", old_values."name_folded", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a200ca4259bfcab9014a717dd3136698d860498e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5556a', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_payeralias', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='payeraliasevent',
            index=models.Index(fields=['customer'], name='alias_event_by_customer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeraliasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b553d3330d2c7cbae182260aa6ae6984d97386c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f1cb', table='parties_payeraliasevent', when='BEFORE')),
        ),
    ]

"""What belongs to a customer: contacts, addresses, bank accounts, payer aliases and holds."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0001_customers'),
        ('pghistory', '0007_auto_20250421_0444'),
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
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(default='BILLING', max_length=20)),
                ('lines', models.TextField()),
                ('postal_code', models.CharField(blank=True, max_length=20)),
                ('city', models.CharField(blank=True, max_length=150)),
                ('region', models.CharField(blank=True, max_length=150)),
                ('country', models.CharField(max_length=2)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
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
                ('id', models.BigIntegerField()),
                ('account_number', models.CharField(max_length=40)),
                ('bank_code', models.CharField(blank=True, max_length=20)),
                ('bank_name', models.CharField(blank=True, max_length=300)),
                ('holder', models.CharField(max_length=300)),
                ('currency', models.CharField(max_length=3)),
                ('status', models.CharField(default='ACTIVE', max_length=10)),
                ('approval', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='team.approval')),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
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
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('purpose', models.CharField(default='ACCOUNTS_PAYABLE', max_length=20)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
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
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
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
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('name_folded', models.CharField(max_length=600)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.customer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.payeralias')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") SELECT new_values."city", new_values."country", new_values."customer_id", new_values."id", new_values."is_active", new_values."lines", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."postal_code", new_values."purpose", new_values."region" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='336548db28f76b48667af75a7d00487aaa3fd6f5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bf52e', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") SELECT new_values."city", new_values."country", new_values."customer_id", new_values."id", new_values."is_active", new_values."lines", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."postal_code", new_values."purpose", new_values."region" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a8e6f841f23be9cebd6590a7cb94a58151503bf1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_db937', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='parties_address', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='address',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_addressevent" ("city", "country", "customer_id", "id", "is_active", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "purpose", "region") SELECT old_values."city", old_values."country", old_values."customer_id", old_values."id", old_values."is_active", old_values."lines", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postal_code", old_values."purpose", old_values."region" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='50df933d9e075c65d3c8328609e82c168fd9e99f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0ef43', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_address', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."account_number", new_values."approval_id", new_values."bank_code", new_values."bank_name", new_values."currency", new_values."customer_id", new_values."holder", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1266e6ae0f718354e776f20f010d5103636b3949', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_50f3b', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_bankaccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT new_values."account_number", new_values."approval_id", new_values."bank_code", new_values."bank_name", new_values."currency", new_values."customer_id", new_values."holder", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50875d01c8fa7533990b0492f6925d9520748177', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9b088', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='parties_bankaccount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankaccount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_bankaccountevent" ("account_number", "approval_id", "bank_code", "bank_name", "currency", "customer_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") SELECT old_values."account_number", old_values."approval_id", old_values."bank_code", old_values."bank_name", old_values."currency", old_values."customer_id", old_values."holder", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='407d35d44a06e19c4355ea36e80258a22e21ba2c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a1b2a', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_bankaccount', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") SELECT new_values."customer_id", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."purpose" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d8f3abb704b1187c8b62af951c6a5539ddf3b9be', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9570', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") SELECT new_values."customer_id", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."purpose" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8e52fa9f0b111f4c834aea6811d367834989be32', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6a448', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_contactevent" ("customer_id", "email", "id", "is_active", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "purpose") SELECT old_values."customer_id", old_values."email", old_values."id", old_values."is_active", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."purpose" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='623e06953f14897f4e92d4c1767ba64aa562bf91', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_56496', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_contact', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") SELECT new_values."customer_id", new_values."from_date", new_values."id", new_values."lifted_at", new_values."lifted_by_name", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."placed_by_name", new_values."reason", new_values."scope", new_values."until_date" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f7452a17613c91b3b50aee933c9f75a5a3562529', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4d69', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_customerhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerhold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") SELECT new_values."customer_id", new_values."from_date", new_values."id", new_values."lifted_at", new_values."lifted_by_name", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."placed_by_name", new_values."reason", new_values."scope", new_values."until_date" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='585179ab0fcff4769c19381aa64274807247b4ad', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0d282', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='parties_customerhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='customerhold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_customerholdevent" ("customer_id", "from_date", "id", "lifted_at", "lifted_by_name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "placed_by_name", "reason", "scope", "until_date") SELECT old_values."customer_id", old_values."from_date", old_values."id", old_values."lifted_at", old_values."lifted_by_name", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."placed_by_name", old_values."reason", old_values."scope", old_values."until_date" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='488ee99b63567f9e2fd226984fd20cc24b4e29db', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2ffa0', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_customerhold', when='AFTER')),
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
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."customer_id", new_values."id", new_values."name", new_values."name_folded", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6d3302b9c1f8500f00675314bc4b0bdb0c54396c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_138af', referencing='REFERENCING NEW TABLE AS new_values ', table='parties_payeralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeralias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."customer_id", new_values."id", new_values."name", new_values."name_folded", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='82b3f9a47a6a63e2452723f26f7118d5a499e883', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4be46', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='parties_payeralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeralias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "parties_payeraliasevent" ("customer_id", "id", "name", "name_folded", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."customer_id", old_values."id", old_values."name", old_values."name_folded", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b9b200e550764adb760f7da98b535ec52d36e9d2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5556a', referencing='REFERENCING OLD TABLE AS old_values ', table='parties_payeralias', when='AFTER')),
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

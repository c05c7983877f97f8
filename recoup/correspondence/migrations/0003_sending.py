"""Sending, letters in batches, and what comes in."""

import datetime
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Adds the ways of messages, the tables around them, and their guards."""

    dependencies = [
        ('correspondence', '0002_the_door'),
        ('parties', '0004_conduct_of_contact'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.SmallIntegerField()),
                ('event', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, default='')),
                ('reference', models.CharField(blank=True, default='', max_length=200)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.BigIntegerField()),
                ('actor_name', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'correspondence_attempt',
            },
        ),
        migrations.CreateModel(
            name='BatchLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('page', models.IntegerField()),
                ('pages', models.IntegerField()),
                ('is_taken_out', models.BooleanField(default=False)),
                ('reasons', models.JSONField(default=list)),
                ('tracking', models.CharField(blank=True, default='', max_length=100)),
            ],
            options={
                'db_table': 'correspondence_batchletter',
            },
        ),
        migrations.CreateModel(
            name='BouncedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('address', models.CharField(max_length=254)),
                ('answer', models.TextField(blank=True, default='')),
                ('bounced_at', models.DateTimeField()),
                ('cleared_at', models.DateTimeField(null=True)),
                ('cleared_by_name', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'db_table': 'correspondence_bouncedaddress',
            },
        ),
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('message_id_header', models.CharField(blank=True, default='', max_length=998)),
                ('sender', models.CharField(blank=True, default='', max_length=254)),
                ('sender_name', models.CharField(blank=True, default='', max_length=300)),
                ('subject', models.TextField(blank=True, default='')),
                ('text', models.TextField(blank=True, default='')),
                ('written_at', models.DateTimeField(null=True)),
                ('fetched_at', models.DateTimeField()),
                ('size', models.BigIntegerField()),
                ('is_whole', models.BooleanField(default=True)),
                ('returns_on', models.DateField(null=True)),
                ('failed_address', models.CharField(blank=True, default='', max_length=254)),
                ('threaded_by', models.CharField(blank=True, default='', max_length=20)),
                ('assigned_at', models.DateTimeField(null=True)),
                ('assigned_by_name', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'db_table': 'correspondence_incomingmail',
            },
        ),
        migrations.CreateModel(
            name='LetterBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('made_by_name', models.CharField(max_length=200)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by_name', models.CharField(blank=True, default='', max_length=200)),
                ('posted_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'correspondence_letterbatch',
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, unique=True)),
                ('validity', models.BigIntegerField(default=0)),
                ('uid', models.BigIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('failure', models.TextField(blank=True, default='')),
            ],
            options={
                'db_table': 'correspondence_mailbox',
            },
        ),
        migrations.CreateModel(
            name='MailFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'db_table': 'correspondence_mailfile',
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_once_a_day',
        ),
        migrations.AddField(
            model_name='message',
            name='address',
            field=models.CharField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='message',
            name='archive',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='message',
            name='archive_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='message',
            name='attempts',
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='message',
            name='batch_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='channel',
            field=models.CharField(default='LETTER', max_length=10),
        ),
        migrations.AddField(
            model_name='message',
            name='contact',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='message',
            name='in_reply_to',
            field=models.CharField(blank=True, default='', max_length=998),
        ),
        migrations.AddField(
            model_name='message',
            name='item_ids',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='message',
            name='not_before',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='override_reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='message',
            name='passage',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.passage'),
        ),
        migrations.AddField(
            model_name='message',
            name='purpose',
            field=models.CharField(default='REMINDER', max_length=20),
        ),
        migrations.AddField(
            model_name='message',
            name='reasons',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='message',
            name='status_at',
            field=models.DateTimeField(default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.UTC)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='message',
            name='template',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='message',
            name='template_version_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('status__in', ('QUEUED', 'SENDING'))), fields=['status', 'not_before'], name='message_waiting'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['status', '-status_at'], name='message_by_status'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['customer', '-id'], name='message_of_customer'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'WITHDRAWN'), _negated=True), fields=('customer', 'currency', 'kind', 'template', 'channel', 'business_date', 'entity'), name='message_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archive__isnull', True), ('archive_sha256', '')), models.Q(('archive__isnull', False), ('archive_sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='message_archive_has_hash'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('passage',), name='message_passage_is_its_own'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['BOUNCED', 'DELIVERED', 'POSTED', 'SENDING', 'SENT', 'UNKNOWN']), _negated=True), ('passage__isnull', False), _connector='OR'), name='message_left_through_the_door'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='message',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='correspondence.message'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='passage',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.passage'),
        ),
        migrations.AddField(
            model_name='batchletter',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.message'),
        ),
        migrations.AddField(
            model_name='bouncedaddress',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.message'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='contact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='customer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='entity',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='message',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.message'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='raw',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='letterbatch',
            name='entity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity'),
        ),
        migrations.AddField(
            model_name='letterbatch',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='letterbatch',
            name='proof',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='batchletter',
            name='batch',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='correspondence.letterbatch'),
        ),
        migrations.AddField(
            model_name='mailfile',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile'),
        ),
        migrations.AddField(
            model_name='mailfile',
            name='mail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='correspondence.incomingmail'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('message', 'number', 'event'), name='attempt_event_once'),
        ),
        migrations.AddConstraint(
            model_name='bouncedaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('cleared_at__isnull', True)), fields=('channel', 'address'), name='address_bounced_once'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(condition=models.Q(('customer__isnull', True)), fields=['-fetched_at'], name='mail_unassigned'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(fields=['-fetched_at', '-id'], name='mail_newest'),
        ),
        migrations.AddIndex(
            model_name='letterbatch',
            index=models.Index(fields=['entity', '-id'], name='letter_batch_newest'),
        ),
        migrations.AddConstraint(
            model_name='batchletter',
            constraint=models.UniqueConstraint(fields=('batch', 'message'), name='letter_once_in_batch'),
        ),
        migrations.RunSQL((SQL / "message_ways.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("UPDATE correspondence_message SET status_at = created_at", migrations.RunSQL.noop),
    ]

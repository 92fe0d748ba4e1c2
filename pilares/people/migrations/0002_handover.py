
import django.db.models.deletion
import pilares.people.models.feeds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted_at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('presidency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='people.presidency')),
            ],
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=pilares.people.models.feeds._nonce, editable=False, max_length=32)),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-made_at', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='one_calendar_address_a_person')],
            },
        ),
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('path', models.CharField(max_length=1000)),
                ('fields', models.JSONField(default=dict)),
                ('files', models.JSONField(default=list)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('outcome', models.CharField(blank=True, choices=[('sent', 'Sent by the office'), ('discarded', 'Discarded')], max_length=10)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kept_forms', to=settings.AUTH_USER_MODEL)),
                ('presidency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_forms', to='people.presidency')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='kept_form_settled_whole')],
            },
        ),
    ]

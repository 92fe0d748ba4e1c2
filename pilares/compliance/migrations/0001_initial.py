
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0002_sessions_and_follow_up'),
        ('people', '0002_handover'),
        ('plans', '0002_drafting_and_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalExplanation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('rule', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1996)])),
                ('text_es', models.TextField(blank=True, max_length=1000, verbose_name='Explanation (Spanish)')),
                ('text_en', models.TextField(blank=True, max_length=1000, verbose_name='Explanation (English)')),
                ('at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.body')),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.document')),
            ],
            options={
                'verbose_name': 'historical explanation',
                'verbose_name_plural': 'historical explanations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('rule', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1996)])),
                ('text_es', models.TextField(blank=True, max_length=1000, verbose_name='Explanation (Spanish)')),
                ('text_en', models.TextField(blank=True, max_length=1000, verbose_name='Explanation (English)')),
                ('at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='people.body')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='plans.document')),
            ],
            options={
                'ordering': ('year', 'body__order', 'rule'),
                'constraints': [models.UniqueConstraint(fields=('plan', 'rule', 'body', 'year'), name='explained_once')],
            },
        ),
        migrations.CreateModel(
            name='Presentation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('group_report', 'Work report of a group'), ('annual_report', 'Annual report of the presidency'), ('plan_review', 'Yearly review of the Strategic Plan')], max_length=16)),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1996)], verbose_name='Year')),
                ('on', models.DateField(verbose_name='Date')),
                ('letters', models.JSONField(blank=True, default=list)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
                ('at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='people.body')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='meetings.decision')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='meetings.meeting')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='plans.document')),
            ],
            options={
                'ordering': ('on', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('meeting__isnull', False)), fields=('plan', 'kind', 'body', 'year', 'meeting'), name='presented_once_a_meeting', violation_error_message='That is recorded already.'), models.UniqueConstraint(condition=models.Q(('meeting', None)), fields=('plan', 'kind', 'body', 'year'), name='finished_once_a_year', violation_error_message='That is recorded already.'), models.CheckConstraint(condition=models.Q(('kind', 'annual_report'), ('meeting__isnull', False), _connector='OR'), name='presented_at_a_meeting', violation_error_message='Choose the meeting.')],
            },
        ),
    ]


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
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.SlugField(max_length=20, unique=True)),
                ('cut_off', models.DateField()),
                ('status', models.CharField(choices=[('composed', 'Composed'), ('writing', 'Being written'), ('in_consultation', 'In consultation'), ('presented', 'Presented to the RCGM'), ('informed', 'Informed to the Vice-Ministerial Meeting'), ('published', 'Published')], default='composed', max_length=16)),
                ('embargo_until', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.document')),
                ('presidency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='people.presidency')),
            ],
            options={
                'ordering': ('-cut_off',),
            },
        ),
        migrations.CreateModel(
            name='HistoricalReportText',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('part', models.CharField(choices=[('balance', 'b) Description of the balance of the work done'), ('next', 'c) Recommendations / next steps')], max_length=10)),
                ('text_es', models.TextField(blank=True, max_length=20000, verbose_name='Spanish')),
                ('text_en', models.TextField(blank=True, max_length=20000, verbose_name='English')),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.report')),
            ],
            options={
                'verbose_name': 'historical report text',
                'verbose_name_plural': 'historical report texts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20)),
                ('status', models.CharField(choices=[('composed', 'Composed'), ('writing', 'Being written'), ('in_consultation', 'In consultation'), ('presented', 'Presented to the RCGM'), ('informed', 'Informed to the Vice-Ministerial Meeting'), ('published', 'Published')], max_length=16)),
                ('at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.report')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Frozen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('facts', models.JSONField()),
                ('texts', models.JSONField()),
                ('seal', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('translation_pending', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='reports.report')),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='report_copy_once')],
            },
        ),
        migrations.CreateModel(
            name='Corrigendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=30)),
                ('field', models.CharField(max_length=20)),
                ('old_es', models.TextField()),
                ('old_en', models.TextField()),
                ('new_es', models.TextField()),
                ('new_en', models.TextField()),
                ('reason_es', models.TextField(max_length=2000)),
                ('reason_en', models.TextField(blank=True, max_length=2000)),
                ('on', models.DateField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrigenda', to='reports.report')),
            ],
            options={
                'verbose_name_plural': 'corrigenda',
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='corrigendum_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('part', models.CharField(choices=[('balance', 'b) Description of the balance of the work done'), ('next', 'c) Recommendations / next steps')], max_length=10)),
                ('text_es', models.TextField(blank=True, max_length=20000, verbose_name='Spanish')),
                ('text_en', models.TextField(blank=True, max_length=20000, verbose_name='English')),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.report')),
            ],
            options={
                'ordering': ('part',),
                'constraints': [models.UniqueConstraint(fields=('report', 'part'), name='report_text_once')],
            },
        ),
    ]


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0002_sessions_and_follow_up'),
        ('people', '0002_handover'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='block',
            name='form_key',
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='block',
            name='original_language',
            field=models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2),
        ),
        migrations.AddField(
            model_name='block',
            name='outdated_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='note',
            name='anchored_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='note',
            name='anchored_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='note',
            name='anchoring',
            field=models.CharField(blank=True, choices=[('undecided', 'To be decided: its words changed'), ('kept', 'Kept with the changed words'), ('moved', 'Moved to other words'), ('awaiting', "Awaiting the country's confirmation")], max_length=10),
        ),
        migrations.AddField(
            model_name='note',
            name='anchoring_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='note',
            name='origin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='plans.note'),
        ),
        migrations.AddField(
            model_name='note',
            name='settled_words',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='note',
            name='since',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='note',
            name='words',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='parameters',
            name='meetings_year',
            field=models.CharField(choices=[('calendar', 'Calendar year'), ('plan_year', 'Year of the plan')], default='calendar', max_length=10),
        ),
        migrations.AddField(
            model_name='parameters',
            name='meetings_year_decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='section',
            name='form_key',
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='section',
            name='original_language',
            field=models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2),
        ),
        migrations.AddField(
            model_name='section',
            name='outdated_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='version',
            name='based_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='plans.version'),
        ),
        migrations.AddField(
            model_name='version',
            name='illustrative',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='version',
            name='source',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='versionevent',
            name='at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='versionevent',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='versionevent',
            name='reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='versionevent',
            name='text_then',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('charter', 'RCM Charter'), ('strategic_plan', 'Strategic Plan'), ('group_plan', 'Working Group work plan'), ('presidency_plan', 'Annual work plan of the PPT'), ('network', 'Document of a liaison network'), ('report', 'Report'), ('text', 'Other text')], max_length=20),
        ),
        migrations.AlterField(
            model_name='note',
            name='kind',
            field=models.CharField(choices=[('footnote', 'Footnote'), ('statement', 'Interpretative declaration'), ('reservation', 'Reservation'), ('dissociation', 'Dissociation')], max_length=12),
        ),
        migrations.AlterField(
            model_name='version',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('in_consultation', 'In consultation'), ('recommended', 'Recommended by the RCGM'), ('approved', 'Approved by the Vice-Ministerial Meeting'), ('in_force', 'In force'), ('superseded', 'Superseded'), ('given_up', 'Given up')], default='draft', max_length=16),
        ),
        migrations.AlterField(
            model_name='versionevent',
            name='step',
            field=models.CharField(choices=[('drafted', 'drafted'), ('circulated', 'circulated to the Member Countries'), ('taken_back', 'taken back to be drafted again'), ('given_up', 'given up'), ('registered', 'registered as adopted'), ('countersigned', 'countersigned by the Presidency Pro-Témpore'), ('endorsed', 'structure and terms endorsed'), ('recommended', 'approval recommended'), ('approved', 'approved'), ('in_force', 'in force'), ('superseded', 'superseded')], max_length=16),
        ),
        migrations.CreateModel(
            name='NoteChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('withdrawal', 'Withdrawal'), ('replacement', 'Replacement')], max_length=12)),
                ('communicated_by', models.CharField(max_length=200)),
                ('communicated_on', models.DateField()),
                ('document', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('at', models.DateTimeField()),
                ('form_key', models.UUIDField(blank=True, null=True, unique=True)),
                ('illustrative', models.BooleanField(default=False)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='note_changes', to='people.country')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='plans.note')),
            ],
            options={
                'ordering': ('communicated_on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ParameterChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('before', models.CharField(max_length=40)),
                ('after', models.CharField(max_length=40)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parameter_changes', to='plans.document')),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reflections', to='plans.version')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflections', to='plans.document')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reflects', to='plans.version')),
            ],
            options={
                'ordering': ('opened_at', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('charter', 'plan'), name='charter_reflected_once_a_plan')],
            },
        ),
    ]

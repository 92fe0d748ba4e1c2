
import django.core.validators
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0002_sessions_and_follow_up'),
        ('monitoring', '0001_initial'),
        ('people', '0002_handover'),
        ('plans', '0002_drafting_and_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1996)], verbose_name='Year')),
                ('received_on', models.DateField(verbose_name='Received on')),
                ('note_es', models.CharField(blank=True, max_length=300, verbose_name='Remark (Spanish)')),
                ('note_en', models.CharField(blank=True, max_length=300, verbose_name='Remark (English)')),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('year', 'country', 'received_on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CriticalAspect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('identified_on', models.DateField(verbose_name='Identified on')),
                ('text_es', models.CharField(blank=True, max_length=300, verbose_name='Critical aspect (Spanish)')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='Critical aspect (English)')),
                ('about_es', models.TextField(blank=True, verbose_name='What it may hinder (Spanish)')),
                ('about_en', models.TextField(blank=True, verbose_name='What it may hinder (English)')),
                ('probability', models.CharField(blank=True, choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='Probability')),
                ('impact', models.CharField(blank=True, choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='Impact')),
                ('strategy_es', models.TextField(blank=True, verbose_name='Strategy to address it (Spanish)')),
                ('strategy_en', models.TextField(blank=True, verbose_name='Strategy to address it (English)')),
                ('owner_es', models.CharField(blank=True, max_length=200, verbose_name='Who addresses it, in words (Spanish)')),
                ('owner_en', models.CharField(blank=True, max_length=200, verbose_name='Who addresses it, in words (English)')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Next look on')),
                ('status', models.CharField(choices=[('open', 'Open'), ('under_way', 'Strategy under way'), ('resolved', 'Resolved'), ('closed', 'Closed')], default='open', max_length=10)),
                ('status_on', models.DateField(blank=True, null=True)),
                ('status_reason_es', models.TextField(blank=True)),
                ('status_reason_en', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10, verbose_name='Visibility')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('-identified_on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CriticalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Date')),
                ('text_es', models.TextField(blank=True, verbose_name='Follow-up (Spanish)')),
                ('text_en', models.TextField(blank=True, verbose_name='Follow-up (English)')),
                ('entered_as', models.CharField(blank=True, editable=False, max_length=200)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name_plural': 'critical entries',
                'ordering': (models.OrderBy(models.F('on'), descending=True), '-pk'),
            },
        ),
        migrations.CreateModel(
            name='HistoricalCriticalAspect',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('identified_on', models.DateField(verbose_name='Identified on')),
                ('text_es', models.CharField(blank=True, max_length=300, verbose_name='Critical aspect (Spanish)')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='Critical aspect (English)')),
                ('about_es', models.TextField(blank=True, verbose_name='What it may hinder (Spanish)')),
                ('about_en', models.TextField(blank=True, verbose_name='What it may hinder (English)')),
                ('probability', models.CharField(blank=True, choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='Probability')),
                ('impact', models.CharField(blank=True, choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=6, verbose_name='Impact')),
                ('strategy_es', models.TextField(blank=True, verbose_name='Strategy to address it (Spanish)')),
                ('strategy_en', models.TextField(blank=True, verbose_name='Strategy to address it (English)')),
                ('owner_es', models.CharField(blank=True, max_length=200, verbose_name='Who addresses it, in words (Spanish)')),
                ('owner_en', models.CharField(blank=True, max_length=200, verbose_name='Who addresses it, in words (English)')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Next look on')),
                ('status', models.CharField(choices=[('open', 'Open'), ('under_way', 'Strategy under way'), ('resolved', 'Resolved'), ('closed', 'Closed')], default='open', max_length=10)),
                ('status_on', models.DateField(blank=True, null=True)),
                ('status_reason_es', models.TextField(blank=True)),
                ('status_reason_en', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10, verbose_name='Visibility')),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical critical aspect',
                'verbose_name_plural': 'historical critical aspects',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSupportOffer',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('technical', models.BooleanField(default=False, verbose_name='Technical')),
                ('financial', models.BooleanField(default=False, verbose_name='Financial')),
                ('text_es', models.CharField(blank=True, max_length=500, verbose_name='What is offered (Spanish)')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='What is offered (English)')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('status', models.CharField(choices=[('offered', 'Offered'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('ended', 'Delivered')], default='offered', max_length=10)),
                ('offered_on', models.DateField()),
                ('filed_as', models.CharField(blank=True, editable=False, max_length=200)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='Accepted by the group on')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('reason_es', models.TextField(blank=True)),
                ('reason_en', models.TextField(blank=True)),
                ('as_party', models.BooleanField(default=False)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical support offer',
                'verbose_name_plural': 'historical support offers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalTakenUp',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Taken up on')),
                ('note_es', models.TextField(blank=True, verbose_name='What is taken up (Spanish)')),
                ('note_en', models.TextField(blank=True, verbose_name='What is taken up (English)')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical taken up',
                'verbose_name_plural': 'historical takings up',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PresidencyLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('outdated_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('activity', 'Activity of the Strategic Plan'), ('decision', 'Decision to be followed up'), ('initiative', 'Initiative of the presidency')], default='initiative', max_length=10)),
                ('title_es', models.CharField(blank=True, max_length=500, verbose_name='Activity (Spanish)')),
                ('title_en', models.CharField(blank=True, max_length=500, verbose_name='Activity (English)')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='From')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('responsible_es', models.CharField(blank=True, max_length=200, verbose_name='Responsible (Spanish)')),
                ('responsible_en', models.CharField(blank=True, max_length=200, verbose_name='Responsible (English)')),
                ('output_es', models.TextField(blank=True, verbose_name='Expected output (Spanish)')),
                ('output_en', models.TextField(blank=True, verbose_name='Expected output (English)')),
                ('state', models.CharField(blank=True, choices=[('in_process', 'Under way'), ('done', 'Carried out'), ('not_done', 'Not carried out')], max_length=12, verbose_name='Status')),
                ('state_on', models.DateField(blank=True, null=True, verbose_name='Status as of')),
                ('state_note_es', models.TextField(blank=True, verbose_name='What was done (Spanish)')),
                ('state_note_en', models.TextField(blank=True, verbose_name='What was done (English)')),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PresidencyPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_consultation', 'In consultation with the Member Countries'), ('endorsed', 'Endorsed by the RCGM'), ('approved', 'Known and approved by the Vice-Ministerial Meeting'), ('in_execution', 'In execution'), ('closed', 'Closed with a report')], default='draft', max_length=16)),
                ('report_es', models.TextField(blank=True)),
                ('report_en', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='members', max_length=10, verbose_name='Visibility')),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('-presidency__order',),
            },
        ),
        migrations.CreateModel(
            name='PresidencyPlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_consultation', 'In consultation with the Member Countries'), ('endorsed', 'Endorsed by the RCGM'), ('approved', 'Known and approved by the Vice-Ministerial Meeting'), ('in_execution', 'In execution'), ('closed', 'Closed with a report')], max_length=16)),
                ('at', models.DateTimeField()),
                ('capacity', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SupportOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('technical', models.BooleanField(default=False, verbose_name='Technical')),
                ('financial', models.BooleanField(default=False, verbose_name='Financial')),
                ('text_es', models.CharField(blank=True, max_length=500, verbose_name='What is offered (Spanish)')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='What is offered (English)')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('status', models.CharField(choices=[('offered', 'Offered'), ('confirmed', 'Confirmed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('ended', 'Delivered')], default='offered', max_length=10)),
                ('offered_on', models.DateField()),
                ('filed_as', models.CharField(blank=True, editable=False, max_length=200)),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='Accepted by the group on')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('reason_es', models.TextField(blank=True)),
                ('reason_en', models.TextField(blank=True)),
                ('as_party', models.BooleanField(default=False)),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('activity__sort_key', 'offered_on', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SupportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('technical', 'Technical'), ('financial', 'Financial')], max_length=10, verbose_name='Kind of support')),
                ('text_es', models.CharField(blank=True, max_length=300, verbose_name='What is asked for (Spanish)')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='What is asked for (English)')),
                ('asked_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('tier', models.CharField(choices=[('public', 'Public'), ('extended', 'Extended RCM'), ('members', 'Member Countries'), ('group', 'Group'), ('closed', 'Closed door')], default='extended', max_length=10, verbose_name='Visibility')),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('illustrative', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ('activity__sort_key', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='TakenUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Taken up on')),
                ('note_es', models.TextField(blank=True, verbose_name='What is taken up (Spanish)')),
                ('note_en', models.TextField(blank=True, verbose_name='What is taken up (English)')),
            ],
            options={
                'verbose_name_plural': 'takings up',
                'ordering': ('on', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='pace_decision',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='pace_insufficient',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Insufficient progress from (%)'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='pace_on_course',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='On course from (%)'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='pace_reason',
            field=models.TextField(blank=True, default='', verbose_name='Reason'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='references',
            field=models.JSONField(blank=True, default=list, verbose_name='References'),
        ),
        migrations.AddField(
            model_name='historicalindicator',
            name='template',
            field=models.CharField(blank=True, default='', editable=False, max_length=60, verbose_name='Begun from'),
        ),
        migrations.AddField(
            model_name='historicalrisk',
            name='materialised_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='indicator',
            name='pace_decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators_paced', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='pace_insufficient',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Insufficient progress from (%)'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='pace_on_course',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='On course from (%)'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='pace_reason',
            field=models.TextField(blank=True, default='', verbose_name='Reason'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='references',
            field=models.JSONField(blank=True, default=list, verbose_name='References'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='template',
            field=models.CharField(blank=True, default='', editable=False, max_length=60, verbose_name='Begun from'),
        ),
        migrations.AddField(
            model_name='risk',
            name='materialised_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='measurement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='monitoring.measurement'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('measurement', None)), models.Q(('activity', None), ('measurement__isnull', False)), _connector='OR'), name='evidence_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pace_decision', None), ('pace_insufficient', None), ('pace_on_course', None)), models.Q(('pace_decision__isnull', False), ('pace_on_course__gt', models.F('pace_insufficient')), models.Q(('pace_reason', ''), _negated=True)), _connector='OR'), name='own_pace_by_decision', violation_error_message='Own thresholds need both numbers in order, a reason and a decision.'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='people.country'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='plans.document'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='activities',
            field=models.ManyToManyField(blank=True, related_name='critical_aspects', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='critical_aspects', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='critical_aspects_of_its_work', to='people.body'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='identified_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='critical_aspects', to='people.body'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='owner_body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='owner_country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='owner_organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='critical_aspects', to='plans.document'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='risk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='critical_aspects', to='monitoring.risk'),
        ),
        migrations.AddField(
            model_name='criticalaspect',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.theme'),
        ),
        migrations.AddField(
            model_name='criticalentry',
            name='aspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='monitoring.criticalaspect'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='decision',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='group',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.body'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='identified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.body'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='owner_body',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.body'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='owner_country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='owner_organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='plan',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.document'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='risk',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='monitoring.risk'),
        ),
        migrations.AddField(
            model_name='historicalcriticalaspect',
            name='theme',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.theme'),
        ),
        migrations.AddField(
            model_name='historicalsupportoffer',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='historicalsupportoffer',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.country'),
        ),
        migrations.AddField(
            model_name='historicalsupportoffer',
            name='decision',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='historicalsupportoffer',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsupportoffer',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='historicaltakenup',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='historicaltakenup',
            name='document',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.document'),
        ),
        migrations.AddField(
            model_name='historicaltakenup',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='presidencyline',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='presidencyline',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='presidencyline',
            name='pillars',
            field=models.ManyToManyField(blank=True, related_name='presidency_lines', to='plans.pillar'),
        ),
        migrations.AddField(
            model_name='presidencyline',
            name='theme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.theme'),
        ),
        migrations.AddField(
            model_name='presidencyplan',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presidency_plan', to='plans.document'),
        ),
        migrations.AddField(
            model_name='presidencyplan',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presidency_plans', to='plans.document'),
        ),
        migrations.AddField(
            model_name='presidencyplan',
            name='presidency',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='annual_plan', to='people.presidency'),
        ),
        migrations.AddField(
            model_name='presidencyline',
            name='annual_plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='monitoring.presidencyplan'),
        ),
        migrations.AddField(
            model_name='presidencyplanstep',
            name='annual_plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='monitoring.presidencyplan'),
        ),
        migrations.AddField(
            model_name='presidencyplanstep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='presidencyplanstep',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='presidencyplanstep',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.version'),
        ),
        migrations.AddField(
            model_name='supportoffer',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support_offers', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='supportoffer',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_offers', to='people.country'),
        ),
        migrations.AddField(
            model_name='supportoffer',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_accepted', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='supportoffer',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_offers', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='supportrequest',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='support_requests', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_up', to='monitoring.activity'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takings_up', to='plans.document'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('country', 'year', 'received_on'), name='contribution_written_once', violation_error_message='This contribution is already in the register.'),
        ),
        migrations.AddConstraint(
            model_name='criticalaspect',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_es', ''), _negated=True), name='critical_aspect_has_words', violation_error_message='Write it in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='criticalaspect',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('status_reason_en', ''), ('status_reason_es', ''), _negated=True), _connector='OR'), name='closed_critical_aspect_says_why', violation_error_message='Say why it is closed.'),
        ),
        migrations.AddConstraint(
            model_name='criticalentry',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_es', ''), _negated=True), name='critical_entry_has_words', violation_error_message='Write it in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='presidencyline',
            constraint=models.UniqueConstraint(fields=('annual_plan', 'activity'), name='activity_taken_up_once_a_presidency'),
        ),
        migrations.AddConstraint(
            model_name='presidencyline',
            constraint=models.UniqueConstraint(fields=('annual_plan', 'decision'), name='decision_taken_up_once_a_presidency'),
        ),
        migrations.AddConstraint(
            model_name='presidencyline',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_es', ''), _negated=True), name='presidency_line_has_a_title', violation_error_message='Write the activity in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='presidencyline',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='presidency_line_ends_after_it_starts', violation_error_message='The end must not be earlier than the start.'),
        ),
        migrations.AddConstraint(
            model_name='presidencyline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', ''), ('state_on', None)), models.Q(models.Q(('state', ''), _negated=True), ('state_on__isnull', False)), _connector='OR'), name='presidency_line_state_has_its_date', violation_error_message='A status needs its date.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country', None), ('organisation__isnull', False)), models.Q(('country__isnull', False), ('organisation', None)), _connector='OR'), name='support_offered_by_one', violation_error_message='An offer is made by one organisation or one observer country.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_es', ''), _negated=True), name='support_offered_in_words', violation_error_message='Write it in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(('technical', True), ('financial', True), _connector='OR'), name='support_offered_of_some_kind', violation_error_message='Say whether the support is technical, financial or both.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='support_ends_after_it_starts', violation_error_message='The end must not be earlier than the start.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('confirmed', 'ended')), _negated=True), ('accepted_on__isnull', False), _connector='OR'), name='confirmed_support_was_accepted', violation_error_message='Support is confirmed with the date on which the group accepted it.'),
        ),
        migrations.AddConstraint(
            model_name='supportoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason_en', ''), ('reason_es', ''), _negated=True), _connector='OR'), name='declined_support_says_why', violation_error_message='Say why it is declined.'),
        ),
        migrations.AddConstraint(
            model_name='supportrequest',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_es', ''), _negated=True), name='support_asked_for_in_words', violation_error_message='Write it in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.UniqueConstraint(fields=('activity', 'document'), name='document_taken_up_once'),
        ),
    ]

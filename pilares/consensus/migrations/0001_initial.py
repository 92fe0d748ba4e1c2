
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0001_initial'),
        ('people', '0001_initial'),
        ('plans', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('message_es', models.TextField(blank=True, verbose_name='What is asked of the countries (Spanish)')),
                ('message_en', models.TextField(blank=True, verbose_name='What is asked of the countries (English)')),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('concluded_at', models.DateTimeField(blank=True, null=True)),
                ('conclusion_es', models.TextField(blank=True, verbose_name='What came out of it (Spanish)')),
                ('conclusion_en', models.TextField(blank=True, verbose_name='What came out of it (English)')),
                ('illustrative', models.BooleanField(default=False)),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.version')),
                ('concluded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='plans.version')),
            ],
            options={
                'ordering': ('-opened_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(choices=[('no_objection', 'No objection'), ('observations', 'With observations'), ('ad_referendum', 'Ad referendum, or study reservation'), ('objects', 'Objects')], max_length=14)),
                ('note', models.TextField(blank=True)),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('illustrative', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='consensus.round')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('observation', 'Observation'), ('counter_proposal', 'Counter-proposal'), ('statement', 'Interpretative declaration'), ('reservation', 'Reservation')], default='observation', max_length=16)),
                ('anchor', models.CharField(blank=True, max_length=40)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('text', models.TextField(blank=True)),
                ('proposed', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('fate', models.CharField(blank=True, choices=[('integrated', 'Integrated'), ('partly', 'Partly integrated'), ('not_integrated', 'Not integrated')], max_length=14)),
                ('why_es', models.TextField(blank=True)),
                ('why_en', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('note_number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('illustrative', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='consensus.round')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Silence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('broken_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('followed_by', models.CharField(blank=True, max_length=20)),
                ('illustrative', models.BooleanField(default=False)),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.version')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='silence', to='meetings.decision')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='silences', to='plans.version')),
            ],
            options={
                'ordering': ('-opened_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='consensus.round')),
                ('silence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='consensus.silence')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('anchor', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], default='es', max_length=2)),
                ('text', models.TextField(blank=True)),
                ('proposed', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('note_number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('illustrative', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country')),
                ('silence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='consensus.silence')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='DeadlineMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.DateTimeField()),
                ('becomes', models.DateTimeField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='consensus.round')),
                ('silence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='consensus.silence')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SilenceRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_es', models.TextField(verbose_name='Text of the rule (Spanish)')),
                ('text_en', models.TextField(blank=True, verbose_name='Text of the rule (English)')),
                ('source', models.CharField(max_length=300, verbose_name='Where it stands')),
                ('adopted_on', models.DateField(verbose_name='Date of the rule')),
                ('minimum_hours', models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MinValueValidator(1)], verbose_name='Shortest time, in hours')),
                ('recorded_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('illustrative', models.BooleanField(default=False)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.decision')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-recorded_at', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='silence',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consensus.silencerule'),
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.country')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='plans.document')),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('document', 'country', 'named_at'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('document', 'country'), name='one_delegate_a_country')],
            },
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='round_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('concluded_at', None)), fields=('version',), name='one_round_at_a_time', violation_error_message='A round of this version has not been concluded yet.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='round_closes_after_it_opens', violation_error_message='The deadline must be later than the opening.'),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['round', 'anchor'], name='observed_by_paragraph'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('proposed', ''), _negated=True), _connector='OR'), name='observation_says_something', violation_error_message='Write the observation or the wording that you propose.'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(('fate__in', ['', 'integrated']), models.Q(('why_en', ''), ('why_es', ''), _negated=True), _connector='OR'), name='what_is_not_integrated_says_why', violation_error_message='Say why: the country reads it beside its observation.'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('round', 'country'), name='round_read_once_a_country'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('silence', 'country'), name='silence_read_once_a_country'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('round', None), ('silence__isnull', False)), models.Q(('round__isnull', False), ('silence', None)), _connector='OR'), name='reading_is_of_one_text'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('proposed', ''), _negated=True), _connector='OR'), name='objection_says_something', violation_error_message='Write your objection or the wording that you propose.'),
        ),
        migrations.AddConstraint(
            model_name='deadlinemove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('round', None), ('silence__isnull', False)), models.Q(('round__isnull', False), ('silence', None)), _connector='OR'), name='move_is_of_one_deadline'),
        ),
        migrations.AddConstraint(
            model_name='deadlinemove',
            constraint=models.CheckConstraint(condition=models.Q(('becomes__gt', models.F('was'))), name='deadline_moves_later'),
        ),
        migrations.AddConstraint(
            model_name='silencerule',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('recorded_at')), _connector='OR'), name='silence_rule_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='silence',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opened_at'))), name='silence_ends_after_it_begins', violation_error_message='The expiry must be later than the opening.'),
        ),
        migrations.AddConstraint(
            model_name='silence',
            constraint=models.CheckConstraint(condition=models.Q(('broken_at', None), ('broken_at__lt', models.F('closes_at')), _connector='OR'), name='silence_is_broken_in_time'),
        ),
    ]

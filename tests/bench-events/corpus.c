/* SPDX-License-Identifier: MIT */
/*
 * corpus FOLDER [FILES]: log files to measure with, as a busy account has
 * them: 3,000 gzip files of about 400,000 events of some fifty kinds, made by
 * some four hundred callers whose sessions come and go.
 *
 * The same bytes every time.  Held to what real logs are: 1.6 to 1.9 KB an
 * event, and no easier to compress.
 */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/strbuf.h"

enum { CALLERS = 400, FILES = 3000, GZIP_LEVEL = 6 };

/*
 * What differs from event to event: %g a GUID, %x 17 hex digits, %n a number,
 * %w a word, %t a time, %k a key of 32 letters, %i an address.
 */
static const struct kind {
	int weight;
	const char *source, *name;
	bool read_only;
	const char *request, *response;
} kinds[] = {
	{ 60, "ec2", "DescribeInstances", true, "{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-%x\"}]},\"filterSet\":{\"items\":[{\"name\":\"instance-state-name\",\"valueSet\":{\"items\":[{\"value\":\"pending\"},{\"value\":\"running\"},{\"value\":\"stopping\"},{\"value\":\"stopped\"}]}},{\"name\":\"tag:kubernetes.io/cluster/%w\",\"valueSet\":{\"items\":[{\"value\":\"owned\"}]}}]}}", NULL },
	{ 30, "ec2", "DescribeInstanceStatus", true, "{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-%x\"}]},\"filterSet\":{\"items\":[{\"name\":\"instance-state-name\",\"valueSet\":{\"items\":[{\"value\":\"running\"}]}}]},\"includeAllInstances\":false}", NULL },
	{ 25, "ec2", "DescribeSecurityGroups", true, "{\"securityGroupSet\":{},\"securityGroupIdSet\":{\"items\":[{\"groupId\":\"sg-%x\"}]},\"filterSet\":{}}", NULL },
	{ 20, "ec2", "DescribeNetworkInterfaces", true, "{\"networkInterfaceIdSet\":{},\"filterSet\":{\"items\":[{\"name\":\"vpc-id\",\"valueSet\":{\"items\":[{\"value\":\"vpc-%x\"}]}},{\"name\":\"description\",\"valueSet\":{\"items\":[{\"value\":\"%w-%w\"}]}}]}}", NULL },
	{ 10, "ec2", "DescribeVolumes", true, "{\"volumeSet\":{\"items\":[{\"volumeId\":\"vol-%x\"}]},\"filterSet\":{}}", NULL },
	{ 8, "ec2", "CreateTags", false, "{\"resourcesSet\":{\"items\":[{\"resourceId\":\"i-%x\"},{\"resourceId\":\"vol-%x\"}]},\"tagSet\":{\"items\":[{\"key\":\"Name\",\"value\":\"%w-%w\"},{\"key\":\"owner\",\"value\":\"%w\"},{\"key\":\"created\",\"value\":\"%t\"}]}}", "{\"requestId\":\"%g\",\"_return\":true}" },
	{ 6, "ec2", "CreateNetworkInterface", false, "{\"subnetId\":\"subnet-%x\",\"description\":\"AWS Lambda VPC ENI-%w-%g\",\"groupSet\":{\"items\":[{\"groupId\":\"sg-%x\"}]},\"privateIpAddressesSet\":{},\"clientToken\":\"%g\"}", "{\"requestId\":\"%g\",\"networkInterface\":{\"networkInterfaceId\":\"eni-%x\",\"subnetId\":\"subnet-%x\",\"vpcId\":\"vpc-%x\",\"availabilityZone\":\"us-east-1a\",\"description\":\"AWS Lambda VPC ENI-%w\",\"ownerId\":\"111122223333\",\"requesterManaged\":false,\"status\":\"pending\",\"macAddress\":\"02:4f:%n:9a:%n:11\",\"privateIpAddress\":\"%i\",\"sourceDestCheck\":true,\"groupSet\":{\"items\":[{\"groupId\":\"sg-%x\",\"groupName\":\"%w\"}]},\"tagSet\":{},\"privateIpAddressesSet\":{\"item\":[{\"privateIpAddress\":\"%i\",\"primary\":true}]}}}" },
	{ 5, "ec2", "RunInstances", false, "{\"instancesSet\":{\"items\":[{\"imageId\":\"ami-%x\",\"minCount\":1,\"maxCount\":1,\"keyName\":\"%w\"}]},\"groupSet\":{\"items\":[{\"groupId\":\"sg-%x\"}]},\"instanceType\":\"m5.large\",\"blockDeviceMapping\":{},\"monitoring\":{\"enabled\":false},\"disableApiTermination\":false,\"clientToken\":\"%g\",\"subnetId\":\"subnet-%x\"}", "{\"requestId\":\"%g\",\"reservationId\":\"r-%x\",\"ownerId\":\"111122223333\",\"groupSet\":{},\"instancesSet\":{\"items\":[{\"instanceId\":\"i-%x\",\"imageId\":\"ami-%x\",\"instanceState\":{\"code\":0,\"name\":\"pending\"},\"privateDnsName\":\"ip-%w.ec2.internal\",\"keyName\":\"%w\",\"amiLaunchIndex\":0,\"productCodes\":{},\"instanceType\":\"m5.large\",\"launchTime\":%n,\"placement\":{\"availabilityZone\":\"us-east-1b\",\"tenancy\":\"default\"},\"monitoring\":{\"state\":\"disabled\"},\"subnetId\":\"subnet-%x\",\"vpcId\":\"vpc-%x\",\"privateIpAddress\":\"%i\",\"stateReason\":{\"code\":\"pending\",\"message\":\"pending\"},\"architecture\":\"x86_64\",\"rootDeviceType\":\"ebs\",\"rootDeviceName\":\"/dev/xvda\",\"blockDeviceMapping\":{},\"virtualizationType\":\"hvm\",\"hypervisor\":\"xen\"}]}}" },
	{ 90, "sts", "AssumeRole", true, "{\"roleArn\":\"arn:aws:iam::111122223333:role/%w-%w-role\",\"roleSessionName\":\"%w-%n\",\"durationSeconds\":3600,\"externalId\":\"%g\"}", "{\"credentials\":{\"accessKeyId\":\"ASIA%n%n\",\"sessionToken\":\"IQoJb3JpZ2luX2VjE%k%k\",\"expiration\":\"%t\"},\"assumedRoleUser\":{\"assumedRoleId\":\"AROA%n:%w-%n\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/%w-%w-role/%w\"}}" },
	{ 30, "sts", "GetCallerIdentity", true, "null", NULL },
	{ 55, "kms", "Decrypt", true, "{\"encryptionContext\":{\"aws:lambda:FunctionArn\":\"arn:aws:lambda:us-east-1:111122223333:function:%w-%w\",\"SecretVersionId\":\"%g\"},\"encryptionAlgorithm\":\"SYMMETRIC_DEFAULT\",\"keyId\":\"arn:aws:kms:us-east-1:111122223333:key/%g\"}", NULL },
	{ 30, "kms", "GenerateDataKey", true, "{\"keyId\":\"arn:aws:kms:us-east-1:111122223333:key/%g\",\"encryptionContext\":{\"aws:s3:arn\":\"arn:aws:s3:::%w-%w-logs/AWSLogs/%k\"},\"keySpec\":\"AES_256\"}", NULL },
	{ 40, "s3", "ListBuckets", true, "{\"Host\":\"s3.amazonaws.com\"}", NULL },
	{ 25, "s3", "GetBucketAcl", true, "{\"bucketName\":\"%w-%w-%n\",\"Host\":\"%w-%w-%n.s3.us-east-1.amazonaws.com\",\"acl\":\"\"}", NULL },
	{ 12, "s3", "PutObject", false, "{\"bucketName\":\"%w-%w\",\"Host\":\"%w-%w.s3.amazonaws.com\",\"key\":\"%w/%w/%t/%g.parquet\",\"x-amz-server-side-encryption\":\"aws:kms\"}", "{\"x-amz-server-side-encryption\":\"aws:kms\",\"x-amz-server-side-encryption-aws-kms-key-id\":\"arn:aws:kms:us-east-1:111122223333:key/%g\"}" },
	{ 4, "s3", "PutBucketPolicy", false, "{\"bucketName\":\"%w-%w\",\"bucketPolicy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"%w\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudtrail.amazonaws.com\"},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::%w-%w/AWSLogs/*\",\"Condition\":{\"StringEquals\":{\"s3:x-amz-acl\":\"bucket-owner-full-control\",\"aws:SourceArn\":\"arn:aws:cloudtrail:us-east-1:111122223333:trail/%w\"}}},{\"Sid\":\"%w\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::%w-%w/*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]},\"policy\":\"\"}", NULL },
	{ 25, "logs", "CreateLogStream", false, "{\"logStreamName\":\"%t/[$LATEST]%g\",\"logGroupName\":\"/aws/lambda/%w-%w\"}", NULL },
	{ 12, "logs", "DescribeLogGroups", true, "{\"logGroupNamePrefix\":\"/aws/%w/%w\",\"limit\":50}", NULL },
	{ 15, "monitoring", "PutMetricAlarm", false, "{\"alarmName\":\"TargetTracking-table/%w-%w-AlarmHigh-%g\",\"alarmDescription\":\"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:%g:resource/dynamodb/table/%w:policyName/%w.\",\"actionsEnabled\":true,\"metricName\":\"ConsumedReadCapacityUnits\",\"namespace\":\"AWS/DynamoDB\",\"statistic\":\"Sum\",\"period\":60,\"evaluationPeriods\":2,\"threshold\":%n,\"comparisonOperator\":\"GreaterThanThreshold\"}", NULL },
	{ 15, "dynamodb", "DescribeTable", true, "{\"tableName\":\"%w-%w\"}", NULL },
	{ 12, "lambda", "GetFunction20150331v2", true, "{\"functionName\":\"arn:aws:lambda:us-east-1:111122223333:function:%w-%w\"}", NULL },
	{ 5, "lambda", "UpdateFunctionCode20150331v2", false, "{\"functionName\":\"%w-%w\",\"s3Bucket\":\"%w-artifacts\",\"s3Key\":\"%w/%g.zip\",\"publish\":false,\"dryRun\":false}", "{\"functionName\":\"%w-%w\",\"functionArn\":\"arn:aws:lambda:us-east-1:111122223333:function:%w-%w\",\"runtime\":\"python3.12\",\"role\":\"arn:aws:iam::111122223333:role/%w-lambda\",\"handler\":\"app.handler\",\"codeSize\":%n,\"description\":\"\",\"timeout\":60,\"memorySize\":256,\"lastModified\":\"%t\",\"codeSha256\":\"%k\",\"version\":\"$LATEST\",\"vpcConfig\":{\"subnetIds\":[\"subnet-%x\",\"subnet-%x\"],\"securityGroupIds\":[\"sg-%x\"],\"vpcId\":\"vpc-%x\"},\"environment\":{},\"tracingConfig\":{\"mode\":\"Active\"},\"revisionId\":\"%g\",\"state\":\"Active\",\"packageType\":\"Zip\",\"architectures\":[\"x86_64\"]}" },
	{ 10, "iam", "GetRole", true, "{\"roleName\":\"%w-%w-role\"}", NULL },
	{ 8, "iam", "ListAttachedRolePolicies", true, "{\"roleName\":\"%w-%w-role\",\"maxItems\":100}", NULL },
	{ 2, "iam", "CreateAccessKey", false, "{\"userName\":\"%w\"}", "{\"accessKey\":{\"userName\":\"%w\",\"accessKeyId\":\"AKIA%n%n\",\"status\":\"Active\",\"createDate\":\"%t\"}}" },
	{ 2, "iam", "PutRolePolicy", false, "{\"roleName\":\"%w-%w\",\"policyName\":\"%w\",\"policyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":[\\\"s3:GetObject\\\",\\\"s3:PutObject\\\",\\\"kms:Decrypt\\\"],\\\"Resource\\\":[\\\"arn:aws:s3:::%w-%w/*\\\",\\\"arn:aws:kms:us-east-1:111122223333:key/%g\\\"]},{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"logs:*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"}", NULL },
	{ 20, "ecr", "GetAuthorizationToken", true, "null", NULL },
	{ 15, "ecr", "BatchGetImage", true, "{\"registryId\":\"111122223333\",\"repositoryName\":\"%w/%w\",\"imageIds\":[{\"imageTag\":\"%g\"}],\"acceptedMediaTypes\":[\"application/vnd.docker.distribution.manifest.v2+json\",\"application/vnd.oci.image.manifest.v1+json\",\"application/vnd.docker.distribution.manifest.list.v2+json\"]}", NULL },
	{ 12, "secretsmanager", "GetSecretValue", true, "{\"secretId\":\"arn:aws:secretsmanager:us-east-1:111122223333:secret:%w/%w-%n\",\"versionStage\":\"AWSCURRENT\"}", NULL },
	{ 15, "ssm", "UpdateInstanceInformation", false, "{\"instanceId\":\"i-%x\",\"agentVersion\":\"3.3.%n\",\"agentStatus\":\"Active\",\"platformType\":\"Linux\",\"platformName\":\"Amazon Linux\",\"platformVersion\":\"2023\",\"iPAddress\":\"%i\",\"computerName\":\"ip-%w.ec2.internal\",\"agentName\":\"amazon-ssm-agent\",\"availabilityZone\":\"us-east-1a\",\"availabilityZoneId\":\"use1-az4\",\"sSMConnectionChannel\":\"ssmmessages\"}", NULL },
	{ 10, "config", "PutEvaluations", false, "{\"evaluations\":[{\"complianceResourceType\":\"AWS::EC2::SecurityGroup\",\"complianceResourceId\":\"sg-%x\",\"complianceType\":\"COMPLIANT\",\"orderingTimestamp\":\"%t\"},{\"complianceResourceType\":\"AWS::EC2::SecurityGroup\",\"complianceResourceId\":\"sg-%x\",\"complianceType\":\"NON_COMPLIANT\",\"orderingTimestamp\":\"%t\"}],\"resultToken\":\"%k%k%k%k\",\"testMode\":false}", "{\"failedEvaluations\":[]}" },
	{ 12, "elasticloadbalancing", "DescribeTargetHealth", true, "{\"targetGroupArn\":\"arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/%w-%w/%x\"}", NULL },
	{ 8, "autoscaling", "DescribeAutoScalingGroups", true, "{\"autoScalingGroupNames\":[\"eks-%w-%g\",\"eks-%w-%g\"],\"maxRecords\":100}", NULL },
	{ 8, "rds", "DescribeDBInstances", true, "{\"dBInstanceIdentifier\":\"%w-%w-%n\"}", NULL },
	{ 6, "cloudformation", "DescribeStacks", true, "{\"stackName\":\"arn:aws:cloudformation:us-east-1:111122223333:stack/%w-%w/%g\"}", NULL },
	{ 5, "eks", "DescribeCluster", true, "{\"name\":\"%w-%w\"}", NULL },
	{ 2, "signin", "ConsoleLogin", false, "null", "{\"ConsoleLogin\":\"Success\"}" },
	{ 8, "cloudtrail", "DescribeTrails", true, "{\"trailNameList\":[\"%w-trail\"],\"includeShadowTrails\":true}", NULL },
	{ 5, "cloudtrail", "GetTrailStatus", true, "{\"name\":\"arn:aws:cloudtrail:us-east-1:111122223333:trail/%w-trail\"}", NULL },
	{ 4, "cloudtrail", "LookupEvents", true, "{\"maxResults\":50,\"lookupAttributes\":[{\"attributeKey\":\"EventName\",\"attributeValue\":\"%w\"}]}", NULL },
	{ 1, "cloudtrail", "StopLogging", false, "{\"name\":\"%w-trail\"}", "null" },
	{ 1, "cloudtrail", "StartLogging", false, "{\"name\":\"%w-trail\"}", "null" },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *const words[] = {
	"payments", "orders", "billing", "search", "frontend", "backend",
	"audit", "report", "ingest", "export", "mailer", "users", "catalog",
	"stock", "pricing", "invoice", "images", "events", "metrics",
	"gateway", "session", "cache", "worker", "batch", "nightly", "data",
	"lake", "model", "feature", "deploy", "staging", "prod", "shared",
	"core", "edge", "mobile", "partner", "legacy", "archive", "backup",
};
enum { WORDS = sizeof words / sizeof *words };
static const char *const agents[] = {
	"aws-sdk-java/1.12.780 Linux/5.10.230-223.885.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.13+11-LTS java/17.0.13 kotlin/1.9.25 vendor/Amazon.com_Inc. cfg/retry-mode/standard",
	"Boto3/1.35.71 md/Botocore#1.35.71 ua/2.0 os/linux#6.1.119-129.201.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12 cfg/retry-mode#legacy Botocore/1.35.71",
	"aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64 exec-env/AWS_ECS_FARGATE api/kms#1.37.6",
	"aws-cli/2.22.7 md/awscrt#0.23.1 ua/2.0 os/linux#6.8.0-49-generic md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off md/command#ec2.describe-instances",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
	"APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.77.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.187.1",
};
enum { AGENTS = sizeof agents / sizeof *agents };

struct caller {
	int form; /* 0 user, 1 to 3 role, 4 a service */
	const char *first, *second;
	char id[18], key[17], created[CLOCK_TEXT], address[20];
	const char *agent;
	int left; /* calls of this session */
};

struct corpus {
	struct random random;
	struct strbuf text;
	struct caller callers[CALLERS];
	int weight;
};

static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
static const char letters[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void
begin_session(struct corpus *c, struct caller *caller, int64_t time)
{
	struct random *r = &c->random;

	random_text(r, capitals, 16, caller->key);
	clock_iso(time - random_below(r, 3600) * (int64_t)CLOCK_SECOND,
		  caller->created);
	snprintf(caller->address, sizeof caller->address, "10.%u.%u.%u",
		 random_below(r, 16), random_below(r, 256),
		 random_below(r, 256));
	caller->agent = agents[random_below(r, AGENTS)];
	caller->left = 5 + (int)random_below(r, 120);
}

static void
add_identity(struct corpus *c, const struct caller *who)
{
	if (who->form == 0)
		strbuf_addf(&c->text,
			    "{\"type\":\"IAMUser\",\"principalId\":\"AIDA%s\","
			    "\"arn\":\"arn:aws:iam::111122223333:user/%s.%s\","
			    "\"accountId\":\"111122223333\",\"accessKeyId\":"
			    "\"AKIA%s\",\"userName\":\"%s.%s\"}",
			    who->id, who->first, who->second, who->key,
			    who->first, who->second);
	else if (who->form == 4)
		strbuf_addf(&c->text,
			    "{\"type\":\"AWSService\",\"invokedBy\":"
			    "\"%s.amazonaws.com\"}",
			    who->first);
	else
		strbuf_addf(
			&c->text,
			"{\"type\":\"AssumedRole\",\"principalId\":"
			"\"AROA%s:%s-%s\",\"arn\":\"arn:aws:sts::111122223333:"
			"assumed-role/%s-%s-role/%s-%s\",\"accountId\":"
			"\"111122223333\",\"accessKeyId\":\"ASIA%s\","
			"\"sessionContext\":{\"sessionIssuer\":{\"type\":"
			"\"Role\",\"principalId\":\"AROA%s\",\"arn\":"
			"\"arn:aws:iam::111122223333:role/%s-%s-role\","
			"\"accountId\":\"111122223333\",\"userName\":"
			"\"%s-%s-role\"},\"attributes\":{\"creationDate\":"
			"\"%s\",\"mfaAuthenticated\":\"false\"}%s}%s%s%s}",
			who->id, who->second, who->id, who->first, who->second,
			who->second, who->id, who->key, who->id, who->first,
			who->second, who->first, who->second, who->created,
			who->form == 2
				? ",\"webIdFederationData\":{"
				  "\"federatedProvider\":\"arn:aws:iam::"
				  "111122223333:oidc-provider/oidc.eks.us-east-1"
				  ".amazonaws.com/id/9F2C1B7D5E3A48601C2D3E4F5"
				  "A6B7C8D\",\"attributes\":{}}"
			: who->form == 3 ? ",\"ec2RoleDelivery\":\"2.0\"" : "",
			who->form == 1
				? ",\"inScopeOf\":{\"issuerType\":"
				  "\"AWS::Lambda::Function\","
				  "\"credentialsIssuedTo\":\"arn:aws:lambda:"
				  "us-east-1:111122223333:function:"
				: "",
			who->form == 1 ? who->first : "",
			who->form == 1 ? "\"}" : "");
}

static void
add_form(struct corpus *c, const char *form, int64_t time)
{
	struct random *r = &c->random;
	char text[64];

	for (; *form != '\0'; form++) {
		if (*form != '%') {
			strbuf_addch(&c->text, *form);
			continue;
		}
		switch (*++form) {
		case 'g': random_guid(r, text); break;
		case 'x': random_text(r, "0123456789abcdef", 17, text); break;
		case 'k': random_text(r, letters, 32, text); break;
		case 't': clock_iso(time - random_below(r, 9000), text); break;
		case 'i':
			snprintf(text, sizeof text, "10.%u.%u.%u",
				 random_below(r, 16), random_below(r, 256),
				 random_below(r, 256));
			break;
		case 'w':
			snprintf(text, sizeof text, "%s",
				 words[random_below(r, WORDS)]);
			break;
		default:
			snprintf(text, sizeof text, "%u",
				 random_below(r, 100000));
		}
		strbuf_addstr(&c->text, text);
	}
}

static const struct kind *
choose_kind(struct corpus *c)
{
	int at = (int)random_below(&c->random, (uint32_t)c->weight);
	const struct kind *kind = kinds;

	while (at >= kind->weight)
		at -= kind++->weight;
	return kind;
}

static void
add_event(struct corpus *c, int64_t time, const char *region)
{
	struct random *r = &c->random;
	const struct kind *kind = choose_kind(c);
	/* the square: some callers are far busier than others */
	uint32_t one = random_below(r, CALLERS), two = random_below(r, CALLERS);
	struct caller *who = &c->callers[one * two / CALLERS];
	char when[CLOCK_TEXT];

	if (who->left-- <= 0)
		begin_session(c, who, time);
	strbuf_addstr(&c->text,
		      "{\"eventVersion\":\"1.11\",\"userIdentity\":");
	add_identity(c, who);
	strbuf_addf(&c->text,
		    ",\"eventTime\":\"%s\",\"eventSource\":"
		    "\"%s.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":"
		    "\"%s\",\"sourceIPAddress\":\"%s\",\"userAgent\":\"%s\",",
		    clock_iso(time, when), kind->source, kind->name, region,
		    who->address, who->agent);
	if (random_below(r, 25) == 0)
		strbuf_addf(&c->text,
			    "\"errorCode\":\"AccessDenied\",\"errorMessage\":"
			    "\"User: arn:aws:sts::111122223333:assumed-role/"
			    "%s-%s-role/%s is not authorized to perform: "
			    "%s:%s because no identity-based policy allows "
			    "the %s:%s action\",",
			    who->first, who->second, who->second, kind->source,
			    kind->name, kind->source, kind->name);
	strbuf_addstr(&c->text, "\"requestParameters\":");
	add_form(c, kind->request, time);
	strbuf_addstr(&c->text, ",\"responseElements\":");
	add_form(c, kind->response != NULL ? kind->response : "null", time);
	add_form(c, ",\"requestID\":\"%g\",\"eventID\":\"%g\",\"readOnly\":",
		 time);
	strbuf_addstr(&c->text, kind->read_only ? "true" : "false");
	strbuf_addstr(&c->text,
		      ",\"additionalEventData\":{\"SignatureVersion\":"
		      "\"SigV4\",\"CipherSuite\":"
		      "\"TLS_AES_128_GCM_SHA256\",\"AuthenticationMethod\":"
		      "\"AuthHeader\",\"bytesTransferredIn\":0,"
		      "\"configRuleInputParameters\":null}");
	if (strcmp(kind->source, "kms") == 0 || strcmp(kind->source, "s3") == 0)
		add_form(c,
			 ",\"resources\":[{\"accountId\":\"111122223333\","
			 "\"type\":\"AWS::KMS::Key\",\"ARN\":"
			 "\"arn:aws:kms:us-east-1:111122223333:key/%g\"}]",
			 time);
	strbuf_addf(&c->text,
		    ",\"eventType\":\"AwsApiCall\",\"managementEvent\":true,"
		    "\"recipientAccountId\":\"111122223333\","
		    "\"eventCategory\":\"Management\",\"tlsDetails\":"
		    "{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":"
		    "\"TLS_AES_128_GCM_SHA256\",\"clientProvidedHostHeader\":"
		    "\"%s.%s.amazonaws.com\"}}",
		    kind->source, region);
}

static void
write_gzip(struct libdeflate_compressor *compressor, const char *path,
	   const struct strbuf *text)
{
	size_t room = libdeflate_gzip_compress_bound(compressor, text->len);
	char *packed = mem_alloc(room);
	size_t length = libdeflate_gzip_compress(compressor, text->buf,
						 text->len, packed, room);
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(packed, 1, length, file) != length ||
	    fclose(file) != 0) {
		perror(path);
		exit(1);
	}
	free(packed);
}

/* One log file, of the five minutes before `time`. */
static size_t
write_file(struct corpus *c, struct libdeflate_compressor *compressor,
	   const char *folder, int64_t time, const char *region)
{
	size_t count = 20 + random_below(&c->random, 228);
	char day[CLOCK_TEXT], minute[CLOCK_TEXT], name[17];
	char *path, *below;

	strbuf_reset(&c->text);
	strbuf_addstr(&c->text, "{\"Records\":[");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strbuf_addch(&c->text, ',');
		add_event(c,
			  time - random_below(&c->random, 300) *
					 (int64_t)CLOCK_SECOND,
			  region);
	}
	strbuf_addstr(&c->text, "]}");
	clock_format(time, "%Y/%m/%d", day, sizeof day);
	clock_format(time, "%Y%m%dT%H%MZ", minute, sizeof minute);
	below = str_printf("%s/AWSLogs/111122223333/CloudTrail/%s/%s", folder,
			   region, day);
	random_text(&c->random, capitals, 16, name);
	path = str_printf("%s/111122223333_CloudTrail_%s_%s_%s.json.gz", below,
			  region, minute, name);
	if (file_make_folders(below) != 0) {
		perror(below);
		exit(1);
	}
	write_gzip(compressor, path, &c->text);
	free(below);
	free(path);
	return count;
}

int
main(int argc, char **argv)
{
	static const char *const regions[] = { "us-east-1", "eu-west-1",
					       "ap-south-1" };
	struct libdeflate_compressor *compressor =
		libdeflate_alloc_compressor(GZIP_LEVEL);
	struct corpus *c = mem_calloc(1, sizeof *c);
	size_t files = argc > 2 ? (size_t)atoi(argv[2]) : FILES;
	size_t events = 0, bytes = 0;
	int64_t time;

	if (argc < 2 || compressor == NULL || !clock_parse("2025-03-03", &time))
		return 2;
	random_seed(&c->random, 20250303);
	strbuf_init(&c->text);
	for (int i = 0; i < KINDS; i++)
		c->weight += kinds[i].weight;
	for (int i = 0; i < CALLERS; i++) {
		uint32_t form = random_below(&c->random, 10);

		c->callers[i].form = form < 2   ? 0
				     : form < 9 ? 1 + (int)form % 3
						: 4;
		c->callers[i].first = words[random_below(&c->random, WORDS)];
		c->callers[i].second = words[random_below(&c->random, WORDS)];
		random_text(&c->random, capitals, 17, c->callers[i].id);
	}
	for (size_t i = 0; i < files; i++) {
		if (i % 3 == 0)
			time += 5 * CLOCK_MINUTE;
		events += write_file(c, compressor, argv[1], time,
				     regions[i % 3]);
		bytes += c->text.len;
	}
	printf("%zu files, %zu events, %.0f MB unpacked, %.0f bytes an event\n",
	       files, events, (double)bytes / 1e6,
	       (double)bytes / (double)events);
	strbuf_release(&c->text);
	libdeflate_free_compressor(compressor);
	free(c);
	return 0;
}

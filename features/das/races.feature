@requires:another-client
Feature: Races
  Requests that arrive at once find no gap between a check and what it permits.
  WIPO DAS exchange API, registrations, uploads and deletions.

  @DAS-API-REG-03
  Rule: A file becomes the content of one registration, also where two ask for it at once

    Scenario: A file that nobody else wants is registered
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario: Of two registrations at once with the same file one is refused
      Given the office has uploaded a file that DAS accepted
      When the office registers two documents with the file at once
      Then DAS acknowledges one of the two registrations

  @DAS-API-UPLOAD-07
  Rule: Of two uploads at once to the same upload URL, one counts as a whole

    Scenario: A single upload is accepted
      Given the office holds an upload URL
      When the office uploads the document
      Then DAS reports the file as accepted

    Scenario: Two uploads at once are not mixed
      Given the office holds an upload URL
      When the office uploads the document and other content at once
      Then what DAS accepts is the document

  @DAS-API-DEL-01
  Rule: A copy is gone once it was deleted, also where it was being downloaded

    Scenario: A copy that nobody deletes is downloaded
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then DAS delivers the registered content

    Scenario: A copy deleted during its download is gone
      Given the office of second filing holds a download URL
      When the office of second filing deletes its file while it downloads the document
      Then the copy is gone, and what was downloaded is the document or nothing

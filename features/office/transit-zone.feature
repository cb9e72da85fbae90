Feature: Big documents through the transit zone
  What is too big to be fetched is uploaded by the office to the transit zone of DAS, for one retrieval and no longer.
  WIPO DAS exchange API, big documents through the transit zone, steps 2 to 5.

  Background:
    Given an office with an API that keeps a document
    And the office sends its documents through the transit zone
    And the office has registered the document without a file

  @DAS-OFFICE-60
  Rule: The document is uploaded as the office keeps it, and reported with the id of its file

    Scenario: The office uploads the document and reports its file
      When another office retrieves the document through DAS
      Then the office has uploaded the document and reported the file

    Scenario: The document arrives at the office of second filing
      When another office retrieves the document through DAS
      Then the document arrives as the office keeps it

  @DAS-OFFICE-61
  Rule: The document is reported only after it was uploaded

    Scenario: The upload comes before the report
      When another office retrieves the document through DAS
      Then the office has uploaded the document before it reported the file

  @DAS-OFFICE-62
  Rule: The storage behind an upload URL is shown no access token

    Scenario: The upload carries no access token
      When another office retrieves the document through DAS
      Then the office has shown no access token to the storage

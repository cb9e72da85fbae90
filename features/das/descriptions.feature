@requires:another-client
Feature: Descriptions
  Offices build their clients from the OpenAPI document of the API, and rely on every answer being as it says. All answers in all
  scenarios are held against it; these scenarios make sure that there are some.
  WIPO DAS exchange API, OpenAPI document.

  @DAS-API-WIRE-01
  Rule: An operation answers with a status that the description of the API has for it

    Scenario: The statuses from upload to download are held against the description
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then the statuses of DAS have been held against its description

  @DAS-API-WIRE-02
  Rule: The body of an answer has the form that the description of the API has for it

    Scenario: The bodies from upload to download are held against the description
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then the bodies of DAS have been held against its description
